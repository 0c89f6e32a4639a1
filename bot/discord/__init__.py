"""Discord: one client of discord.py, and for each organisation the server that it watches.

client      the one connection: what the gateway says goes to the club whose server it is about
club        one organisation on its server: who is who there, and what was set up
reading     a message, an edit, a name of theirs -> an event with every part that holds text
places      a channel, a thread, a voice room -> a place, and who can be in it
acting      an effect -> calls, and what Discord confirmed
telling     private words: a direct message, or a private thread with a second adult
cards       a concern as an embed with buttons, and what pressing them does
"""
