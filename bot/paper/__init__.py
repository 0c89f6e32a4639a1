"""Papers for people who read on paper: a committee's report, a procedure, a notice. Written once, shown as a page and as a PDF.

blocks    what a paper is made of, as plain values: the one source of its words and numbers
shapes    pictures of numbers as rectangles, lines and words, in one geometry for both
html      a paper as one page that fetches nothing (`paper.html.j2`)
pdf       a paper as a PDF, byte for byte the same for the same paper
files     both of them, written side by side
"""
