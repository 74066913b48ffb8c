"""Write a letter: a visitor's own words with a campaign's, to whom it may concern, as PDF, Word, mail or text.

    forms       the fields, their lengths
    recipients  to whom a letter goes: member, decision-maker, minister who is the member, vacant seat
    composing   the finished letter
    mailing     the letter in the visitor's own mail program
    setting     the letter as PDF and Word: the edition that the typesetter gets
    views       the pages

Nothing that is typed is stored, here or anywhere.
"""
