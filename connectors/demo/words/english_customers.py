"""What customers write in English: letters, chats and posts."""

TEXT = """
= opening
[hi|hello|hey]
hello [there|all]
good [morning|evening]
dear [sir or madam|support team|team]
hi, customer of yours for [years|6 years|ten years]
to whom it may concern
writing here because the phone line is always busy
hope someone reads this
quick question
= closing
[thanks|thank you] in advance
regards
[please|pls] answer by mail
waiting for your [answer|reply]
best
sent from my phone
I can be reached in the afternoon
please confirm that you got this
= detail
my number is {phone}
you can reach me at {phone}
call me on {phone}
invoice [number |]{invoice}
order {order}
my mail: {email}
write to me at {email}
it's the card ending {card}
it was on {date}
you took {sum} from me
since {date}
= card
my card is {pan}
here is the new card: {pan}, exp 11/28
please charge {pan}
= issue Unclear invoice
I don't understand my last [bill|invoice]
why is the bill [so high|higher] this month
there's a charge I [don't know|never ordered]
what is this "service fee"
you [billed|charged] me twice [I think|it seems]
can someone explain the invoice to me
the price on the bill isn't what we agreed
= issue Payment failed
my payment [didn't go through|failed|was rejected]
I tried to pay [twice|three times] and get an error
your site says card not approved, the bank says all is fine
got a message that the payment failed
how do I pay, the page [hangs|is stuck]
my card was declined [again|on your site]
= issue Refund
where is my refund
I [returned|sent back] the device and got no money
when do I get my money back
I'd like a refund for the days without internet
only half of the refund came
it's been [two|three] weeks, still no refund
= issue Change of payment method
I have a new card, how do I [update|change] it
please charge my bank account instead of the card
want to pay by transfer from now on
can you move the charge to the 10th
please remove my old card
where in the app do I change the payment method
= issue No connection
I have no internet [since yesterday|since this morning|at all]
the connection is down [again|for hours]
router blinks red, nothing works
we are offline here, is there a fault
no tv, no internet, no phone
nothing works since the storm
= issue Slow connection
internet is [so|terribly] slow [in the evenings|all week]
I pay for 500 and get [20|30]
video calls freeze all the time
wifi doesn't reach the bedroom
speed test shows 12 mbps
the kids can't study online, it's that slow
= issue Device set-up
how do I set up the new [router|box]
the device asks for a code, what code
I plugged it in and the screen is black
can't connect the extender
no manual in the box
remote doesn't pair
= issue App does not open
your app [doesn't open|keeps crashing]
can't log in, the code never comes
white screen since the update
app says error 500
I forgot my password and the reset mail doesn't come
the app closes right after it opens
= issue Fingerprint refused
since the update the app does not take my fingerprint
fingerprint log-in stopped working
the app says fingerprint not recognised
I have to type the code every time, the fingerprint is refused
= issue Where is my order
where is my order
tracking hasn't moved for [days|a week]
I ordered on {date} and heard nothing
it says delivered but I got nothing
when does the courier come
the tracking link doesn't work
= issue Late delivery
my delivery is [late|a week late]
I stayed home all day and nobody came
you moved the delivery again
it should have been here on {date}
how long does a delivery take with you
the courier skipped me
= issue Wrong item
you sent me the wrong [item|model|colour]
I got a black one, ordered white
it came broken
a part is missing in the box
this is not what I ordered
I received someone else's parcel
= issue Change of order
I need to change the address of my order
can I add one more to the order
I ordered twice by mistake
please deliver on another day
I want to pick it up myself
please take the second item off my order
= issue Wants to leave
when does my contract end
how much is the exit fee
what happens with my number after the contract
the new price is too much for me
how many days' notice do you need
what can you offer me so that I stay
= issue Change of plan
I'd like a cheaper plan
how do I move to 1000 mbps
please take the tv off my plan
which plan is good for two people
I need a roaming package
saw a better plan on your site, can I have it
= issue Question before buying
do you have fibre in our street
how much is the basic plan
is installation included
do students get a discount
can I buy a router without a plan
what does it cost after the first year
= issue Joining
I'd like to join
how do I move my number to you
what do I need to sign up
the sign-up page gets stuck
we're moving house and need a line
I filled in the form, what now
= issue Complaint
I am [not happy|unhappy] with the [technician|service|shop]
the way I was treated is not ok
your technician left in the middle
the visit was a mess from start to end
bad experience at your shop
I want somebody to know how I was treated
= issue Business invoice
please send a tax invoice for the company
the company number on the invoice is wrong
my accountant needs the last three invoices
we need one invoice for all branches
VAT is missing
we haven't got the invoice of this month
= issue Business line down
our office line is down
the shop can't take cards, no internet
switchboard is dead since 8
we are a clinic without a phone
branch offline, urgent
ten people here can't work
= issue More lines
we need [two|three] more lines
how much is an extra line
please add a line for my [son|daughter]
new employees, need SIMs
opening a branch, need five lines
can I get another number
= issue general
I have a question
need some help please
something isn't right with my account
please check my account
can someone look into this
I wrote to you a few days ago
= resolved general
it works now[, all good|]
[problem|issue] solved
all sorted in the end
already fixed, you can close this
never mind, it's back
got what I needed
it's been taken care of
your colleague fixed it
everything is in order now
solved it with your guide
the matter is closed for me
it arrived after all, all fine
= unresolved general
still [not working|not solved|nothing]
the problem is still there
nothing has changed
this didn't help
I'm still waiting for a solution
it's not fixed
your answer did not solve it
I'm where I was a week ago
no solution till now
what now?
it came back
it's not better at all
= is_third_time
this is the third time I [write|contact you|ask]
I already called twice
how many times do I have to explain this
again the same problem, again me
wrote on Monday, called on Wednesday, and here I am again
fourth mail on the same matter
I've told this to three of your people
every week the same thing
see my [two|three] earlier mails
I keep asking and asking
not my first message and not my second
do I need to call every day for this
= is_chased
nobody called me back
you promised to call and didn't
still waiting for the call you promised
your agent said someone will phone, no one did
I sat by the phone all day for nothing
it was "within 24 hours", that was a week ago
where is my call back?
no one got back to me
I was told I'd hear from you, I didn't
why promise to call if you don't
the manager was supposed to ring me
so much for your call back
= is_wrong_desk
I was sent from one department to another
transferred three times and then cut off
billing says ask support, support says ask billing
your menu sent me to the wrong people
"not our department" is all I hear
I was put through to someone who couldn't help with this
ended up at sales, I needed support
everyone sends me on to somebody else
I don't know who to turn to, each one passes me on
got connected to the wrong team
they told me this isn't their job and moved me on
had to tell it all again to another desk
= wants_to_leave
please cancel my subscription
I want to [leave|cancel|disconnect]
close my account
how do I terminate the contract, I'm leaving
take this as my notice
stop the service from next month
I'm done, disconnect me
end my contract please
I will not stay with you
please send the cancellation form
I've decided to go, shut my line
don't renew me, I'm out
= names_competitor
{rival} gives me more for less
{rival} offered me half the price
my neighbour is with {rival} and has no such problems
maybe I should try {rival}
I have an offer from {rival} on the table
at {rival} this takes five minutes
{rival} called me yesterday with a better deal
can you match {rival}
the other company is 30 cheaper
thinking of moving to {rival}
{rival} has fibre in our street and you don't
all my friends are at {rival}
= complains
I will complain to the ministry
you will hear from my lawyer
see you in small claims court
I'm going to the regulator with this
I want to file an official complaint
consumer protection will get a copy of this
where do I send a formal complaint
I will sue
my lawyer told me to write to you first
I'm keeping all mails for the court
this goes to the ombudsman
I'll write to the papers about you
= is_angry
this is [a disgrace|outrageous|unbelievable]
[shame on you|what a joke]
I'm [so|really] angry
I've had it with you
are you kidding me?
worst company ever!
you should be ashamed
I am furious
this drives me mad
enough already!
what kind of service is this?
terrible, just terrible
= not_listened
nobody listens to me
you don't read what I write
got a copy-paste answer
like talking to a wall
I said I restarted it and you tell me to restart it
your agent didn't let me finish
answer what I asked please
does anyone read this at all?
they kept talking over me
the reply has nothing to do with my question
no one takes me seriously
your bot answers, no human does
= refused_by_policy
I was told "it's the policy"
they said no because 14 days have passed
your agent quoted the terms and that was it
"per our terms no refund" is not an answer
I was refused because of some rule
they say the rules don't allow it
turned down, not eligible they say
everything is "against procedure" with you
15 days instead of 14 and you say no
"only for new customers", so old ones don't count?
was told no exceptions are made
I asked for a refund and got a paragraph of your contract
= payment_trouble
I can't pay it all at once
can I pay in instalments
money is tight right now
I lost my job, please give me time
my account is overdrawn this month
I got a debt letter, can we arrange something
can't afford this plan any more
please wait with the charge till the 1st
the bank returned the debit
I'm behind with two bills
on a pension, this is too much at once
need to put off the payment
= thanks
[thank you|thanks] [so much|a lot]
great service
really appreciate the help
thanks for the quick answer
you were very kind
thank you, that was fast
well done
finally someone helped me, thank you
I'm grateful
big thanks to your team
many thanks for the patience
you made my day
= near wants_to_leave
I don't want to cancel, just asking
I'm not leaving
don't cancel anything please
had to cancel the visit, I was away
I'd rather stay with you
= near names_competitor
I've always been with you
no other offer, I just want a fair price
I came to you from another operator long ago
= near complains
I'm not complaining, just asking
no need for an official letter
I work at a law office, so I need the bill by mail
= near is_third_time
first time I write to you
I have three lines with you
called once last year on something else
= near is_chased
your colleague called back right away
no need to call me back
you did call, I missed it
= near is_angry
I'm not angry, only surprised
no hard feelings
don't take it badly
= gesture credit
thanks for the credit [on the bill|]
I got the credit you gave
nice that you gave something back
saw the goodwill credit
= gesture free_month
thanks for the free month
a month for free is a nice gesture
you gave me one month on the house
the free month was kind
= gesture discount
thanks for the discount
the lower price helps
I was given a discount, good
20% off was a fair offer
= gesture free_delivery
good that the delivery was free
thanks for not charging delivery
you waived the delivery fee, fine
free shipping was nice
= gesture general
I was given a small compensation
the gesture was nice
you made up for it
good of you to compensate
= promise call_back
I was told you call me {when}
your agent promised a call {when}
so I expect your call {when}
you said you'd phone {when}
we agreed that you call {when}
someone is to get back to me {when}
= promise technician
the technician is to come {when}
I was given a visit {when}
you said the technician comes {when}
so I stay home for the technician {when}
technician promised {when}
I have it in writing: technician {when}
= promise credit
I was promised the credit {when}
you said I get the money {when}
the credit should be there {when}
refund promised {when}
your colleague said I'm credited {when}
so the sum comes back {when}
= promise delivery
delivery was promised {when}
you said it arrives {when}
the courier is to come {when}
my order should be here {when}
I was told it's delivered {when}
so I get the parcel {when}
= promise general
you promised an answer {when}
I was told it's settled {when}
I expect your answer {when}
"""
