"""The programme of a pair before it is stored and after: sections, terms, templates, the words of a request. Pure."""
