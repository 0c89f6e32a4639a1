"""The report to the committee, each month and each year (map 8.11, 8.12): numbers alone, out of the record alone.

periods   whole months, and the year between two reviews
record    the entries of every volume, and which concerns may be counted
counting  entries -> tallies by month, in one pass
hiding    tallies -> what may be shown: no small count, and none that could be worked out from others
wording   what may be shown -> a paper
practice  what practice mode held back, as a paper
due       which report is due; practising the same of practice mode
telling   making what is due, and telling the lead and the chair that it is there
"""
