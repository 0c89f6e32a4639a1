"""The pack for somebody who asks what is held about them: gathered, looked through by an officer, and only then
written (map 7.4).

asking    who may ask for whom, and which officer may make the pack
items     one thing that is held, and whether it goes out
gather    everything about one person out of the store (`concerns` what concerns say, `words` in plain English)
files     writing into a folder that is ours, readable by its owner alone
review    the pages for the officer who looks it through, and the choices that they make
pack      the pages for whoever asked, and proofs that the record says so
"""
