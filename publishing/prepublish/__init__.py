"""What is looked at before a record is published: a list of findings, each with its place in the form.

    finding        what was found and where
    subject        the record with its parts, as the texts and addresses that are looked at
    registry       which records are looked at, and by which checks
    languages      a language is missing, or has less than the other
    structure      headings, pictures, tables
    leftovers      gaps and notes to oneself that were left in
    own_links      links inside the site
    outside_links  links to other sites, as the worker found them (outside_answers asks)
    pages          the page "Check before publishing", the summary on the form and the gate before publishing

A check is a generator: `check(subject)` yields a Finding for everything that it finds, cheaply enough for every
opening of a form. One that takes long is registered as `thorough`: it runs on the page and before publishing.
Apps register their records and their own checks in AppConfig.ready().
"""
