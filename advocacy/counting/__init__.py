"""What staff see of letters and calls: numbers of one campaign, by riding and by week.

columns  what is told apart, and how it is called
tables   the numbers, summed in the database
chart    letters and calls by week, as columns to draw
export   the same numbers as rows for a spreadsheet
weeks    the Monday by which all is counted
forms    which campaign and which weeks
"""
