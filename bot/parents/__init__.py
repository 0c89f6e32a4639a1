"""Letters of staff to the adults who answer for a child, through the organisation (map 5.8, 5.10).

writing.py      somebody writes one: the detectors read it first, as they read any post
sending.py      it goes to the adults, or waits for the office to open; somebody else gets a copy
withdrawing.py  whoever wrote it takes it back while it waits
readers.py      who reads it, and from whom it is kept
words.py        what is said of it

Whoever writes never learns where an adult is reached, nor by name who they are.
"""
