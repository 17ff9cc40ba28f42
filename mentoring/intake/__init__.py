"""The public questionnaire: its questions, its pages, a draft that stays with the guest. Pure but for the cookie."""
