"""What customers add to a survey in English."""

TEXT = """
= mood great
[great|excellent|superb] service
solved [in minutes|in one call|right away]
very [happy|pleased|satisfied]
quick and [friendly|professional|to the point]
couldn't be better
thanks a lot for the help
best support I've had
all my questions answered
10 out of 10
this is how it should be
everything clear and fast
left with a smile
= mood good
[good service|good experience|was fine]
solved, thanks
[overall|mostly] satisfied
they helped me, took a bit long
nice, could be quicker
most of it was settled
polite and useful
fair enough
sorted in the end
no big complaints
I got my answer
helpful
= mood middling
[so-so|ok|average|fair]
not bad, not great
only half solved
got an answer, not sure it's right
took too long
could be better
expected more
friendly, but no real solution
still don't know what happens next
we'll see if it holds
a bit confusing
helped a little
= mood bad
[not happy|poor service|disappointing]
problem not solved
a lot of talk and no result
got no answer
waste of time
too much hassle
they didn't know what to tell me
cold attitude
still waiting for a solution
not professional
let down
an hour for nothing
= mood awful
[terrible|awful|horrible] service
a disgrace
worst [service|company] ever
nothing ever gets solved
zero stars if I could
would not recommend to anyone
a nightmare
lost my trust
simply rude
nobody to talk to
below any standard
never again
= about Unclear invoice
called about [the bill|an unclear charge]
your invoices are not clear
it was about my invoice
= about Payment failed
it was about a payment that failed
my card was declined
paying on the site didn't work
= about Refund
I asked for a refund
about my refund
it was about my money
= about Change of payment method
wanted to change my card
updating the payment method
switched to bank debit
= about No connection
the internet was down
no connection at home
it was an outage
= about Slow connection
slow internet
it was about the speed
video freezes every evening
= about Device set-up
setting up the router
help with the new box
the new device
= about App does not open
the app didn't open
couldn't log in to the app
app trouble
= about Fingerprint refused
fingerprint log-in still doesn't work
the app no longer knows my fingerprint
fingerprint refused since the update
= about Where is my order
was looking for my order
asked about a delivery
it was about my order
= about Late delivery
delivery was late
the courier didn't come on time
late parcel
= about Wrong item
got the wrong item
exchange of an item
was sent another model
= about Change of order
changing my order
wanted another address
order update
= about Wants to leave
asked about the end of my contract
wanted to know the exit terms
talked about the price after the contract
= about Change of plan
changing my plan
wanted another plan
plan upgrade
= about Question before buying
asked before buying
checked coverage and prices
a question about plans
= about Joining
joined recently
moving my number
the sign-up
= about Complaint
it was about the technician's visit
had something to say about the shop
it was about how I was treated
= about Business invoice
tax invoice for my business
our company invoice
company details on the bill
= about Business line down
our business line was down
the office was offline
fault on a business line
= about More lines
adding lines
lines for our staff
needed one more line
= about general
I had a question
about my last call
regarding the service
= is_third_time
had to call three times
third contact on the same thing
only the third agent did something
explaining it from the start each time
same problem again and again
I've called a few times already
how often must one ask
one more call on the same subject
not the first time I ask about this
spoke to four agents
a pity one has to come back so often
called last month about it too
= is_chased
nobody called me back
they promised to call and didn't
waited for a call that never came
was told they'd phone, they didn't
I had to chase you
you didn't keep the promise to get back to me
where's my call back
in the end I called, you forgot
days without a word
"we'll get back to you", sure
had to find out by myself, no one updated me
promise a call and vanish
= waited_long
[waited too long|far too long on hold]
[20|30|40] minutes on hold
half an hour of music
takes forever until someone answers
nearly hung up while waiting
the queue is too long
hard to reach you
hire more people
an hour's wait is too much
the wait spoilt it
my break was over before you answered
why such a long wait
= is_wrong_desk
was passed from one department to another
got to the wrong department
sent around between desks
three transfers until someone took it
the menu is confusing and led me wrong
everyone said it isn't theirs
connected to a team that can't help
had to explain it twice after the transfer
ended up somewhere unrelated
tossed around like a ball
they didn't know where to send me
pressed the right key, still the wrong place
= praised
the agent was [great|very kind|patient]
your agent really tried
the lady on the phone was [lovely|super]
whoever answered knew what to do
an agent with a lot of patience
hats off to the agent
he listened and understood
she deserves a raise
the agent went the extra mile
the guy I spoke to was gold
she explained it slowly and clearly
very professional agent
= wish low
please improve
listen to your customers
call me please
please take care of it
hope someone reads this
do something about it
= wish high
keep it up
thanks
have a nice day
would recommend
all the best
"""
