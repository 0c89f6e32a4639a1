"""Slack: for each organisation its own internal app, on slack-bolt, over Socket Mode or HTTP.

workspace   one organisation on its workspace: who is who there, what was set up, what it may call
settings    what `/touchline setup` laid down
directory   the workspace's people and conversations as Slack told of them, kept up to date by events
grants      who has authorised the app, and for what: staff for their direct messages, an administrator for removals
authorising how they do: to Slack's page and back (oauth, errands; authorising_words: what they read), and what was revoked
direct      direct messages that the bot is not in, on behalf of staff who authorised it; between adults nothing is kept

markup      Slack's markup as what people see
blocks      Block Kit as the words that people see
parts       every carrier of text in a message
places      a conversation as a place, and who can be in it
reading     what Slack says happened, as events
naming      what people and channels are called, as events
stamps      the ids of what is read
facts       the workspace as the checks look at it

rights       what the app asks for, and why
manifest     the app as Slack is asked to make it
setup        the form by which a workspace is set up; setup_plan and setup_steps: what it would do, and doing it
contact_card the pinned notice of what is read, with whom to ask
practice     the practice alert
attesting    what people say of a workspace because Slack tells it to no program
doctor       looking at a workspace when somebody asks, and putting right what can be

acting      an effect in, calls to Slack, and what it confirmed
taking      posts of others, taken away with an administrator's grant
telling     private words to one person
showing     cards: in the lead's channel, or by direct message
cards       a concern as blocks with buttons
withdrawing cards and letters taken away where somebody comes whom they are about
posting     something posted once, found again and drawn again
presses     what people press, and the form that asks them why; roll_call: whether an adult is at a session with their child
commands    `/touchline …`, the shortcuts, and their forms
home        the app's home tab
modals      forms: opened, read, and answered where they stood
marked      marked lines as rich text
refusals    Slack's errors as outcomes
words       the fixed words, and texts as Slack takes them

serving     all workspaces of a deployment, as `touchline run` starts them
attending   one workspace, attended: the bot's token, the connection, and what goes on side by side
app         the Bolt app: which part of the adapter something is for
http        one listener for all organisations that Slack reaches by HTTP
sockets     Socket Mode
inflow      what arrives, written down before Slack is answered
catch_up    what Slack did not tell, read back (history: one conversation)
awaited     posts that a person was asked to remove, looked for
guarding    the walk: who can be where, looked at when it changes
asking      what must be asked for that events do not tell
absence     who learns that the bot is gone
calling     the client that calls Slack
trouble     what keeps the bot from watching, in a sentence
"""
