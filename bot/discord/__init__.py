"""Discord: one client of discord.py, and for each organisation the server that it watches.

client      the one connection: what the gateway says goes to the club whose server it is about
addresses   the same client at other addresses, as the configuration gives them
handing     a message, read by the organisation whose it is; letters: whose a direct message is
inflow      what arrives from one server, on its way into the record: in order, kept, read back (lanes, catch_up)
trouble     what keeps the bot from watching, in a sentence with its fix
club        one organisation on its server: who is who there, and what was set up
reading     a message, an edit, a name of theirs -> an event with every part that holds text
parts       every carrier of text in a message
places      a channel, a thread, a voice room -> a place, and who can be in it
facts       the server as it stands -> the facts that the checks look at; listing: channels that only a list tells of;
            gone: posts of staff that were deleted, as the record tells
acting      an effect -> calls, and what Discord confirmed
telling     private words: a direct message, or a private thread with a second adult
cards       a concern as an embed with buttons; showing: where, so that its subject does not see it; presses: what pressing does
taking      posts, names and titles taken away, time-outs; closing: a place closed, and opened again
posting     a post made once; refusals: what an error means, and what is not asked again
rights      what the bot asks for, each with its reason
guarding    what is done without being asked: watch (the walk; asking: what the gateway does not tell), lock (private messages)
            turns: when, where there are many servers
absence     who learns that the bot is gone from its server
automod     Discord's own filter kept as the profile wants it; automod_rules: which rules that are
commands    what people can ask of Touchline, a file for each
setup       what was answered -> what setting a server up would do; setup_steps does it
agreeing      the card of what is agreed to, and its buttons; roll_call: those by which an adult says whether they are there
quiet         channels slowed down while a session is on
admitting     letting a child be where children are, by their role on the server
contact_card  the pinned card that says whom to ask
doctor      looking at a server when somebody asks, and putting right what is safe; health: the hourly report
"""
