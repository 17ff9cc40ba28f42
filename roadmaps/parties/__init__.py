"""Who answers for an activity: reading the words, and the people, roles and bodies they mean."""
