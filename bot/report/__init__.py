"""The report of a scan: one self-contained page for a welfare officer, with plots and masked findings.

figures   what is counted, from the concerns and places of a scan
charts    figures as pictures (SVG), each with the same numbers as a table for a screen reader
page      the page itself (`report.html.j2`)
"""
