"""What agents note in English."""

TEXT = """
= opening
[inbound|incoming] call
customer [called|calling|on the line]
call from the <husband|wife> of the account holder
spoke to the customer, ID verified
[verified|identified] by last 4 digits
[ret|returned] call
<he|she> called again just now
long call
short call
contact by phone
ID ok
account holder on the line
= closing
[noted|documented] on the account
nothing further [needed|to do]
[ticket|case] [updated|closed on my side]
sent summary by text message
will keep an eye on it
see previous notes
no further questions
checked with the shift lead
history attached
left open for [tomorrow's shift|the evening shift]
customer has my extension
= detail
[callback|contact] [number|no.] {phone}
reachable [on|at] {phone}
[second|work] phone {phone}
[invoice|inv|bill] [no.|#|number] {invoice}
re invoice {invoice}
order [no. |#|]{order}
[e-mail|mail] on file: {email}
asked to send it to {email}
confirmation sent to {email}
card ending {card}
paid with the card ending {card}
first reported on {date}
last contact was {date}
charged {sum} on the last bill
amount in question {sum} NIS
= card
customer read out the card {pan}
new card {pan}, valid thru 09/29
<he|she> wrote the card number in the chat: {pan}
pls update card to {pan}
= issue Unclear invoice
[doesn't|does not] understand the [bill|invoice]
asks why the invoice is higher [this month|than last month]
question about a [line|charge|item] on the bill <he|she> does not recognise
wants the [bill|invoice] explained line by line
says the bill [went up|jumped] after the promo ended
[charged|billed] twice for the [router|basic fee], acc. to customer
doesn't know what "[service fee|adjustment|one-time charge]" on the invoice is
compares two bills, [the sums differ|sees a difference of {sum}]
= resolved Unclear invoice
went through the [bill|invoice] [together|line by line], [clear now|all clear]
explained the pro-rata charge, <he|she> accepts
double charge [found and removed|credited in full], corrected invoice sent
it was the end of the discount, explained, ok
sent a corrected invoice, customer happy with it
= unresolved Unclear invoice
could not explain the charge, [passed to|ticket with] billing
billing system down, could not open the invoice
customer does not accept the explanation
charge still under review, no answer yet
amount disputed, waiting for [billing|back office]
= issue Payment failed
payment [did not go through|failed|bounced]
card [declined|refused] [twice|again|at checkout]
[standing order|direct debit] came back from the bank
got a text message that the payment failed
tries to pay online, [gets an error|page freezes at the last step]
card expired, last bill [unpaid|still open]
pays but the [site|app] says "not approved"
= resolved Payment failed
paid [over the phone|with another card], went through
new card [entered|on file], payment [ok|approved]
sent a payment link, paid [during the call|on the spot]
bank released the block, charge passed
balance is zero now
= unresolved Payment failed
second card declined as well, has to [call|check with] the bank
payment still [pending|not through]
terminal down, could not take the payment
link sent, not paid yet
<he|she> will talk to the bank, bill stays open
= issue Refund
asks [for a refund|for the money back|where the refund is]
refund [not received|hasn't arrived] yet
was told of a refund [last month|two weeks ago], nothing on the card
wants a refund for [the days without service|a cancelled order|the returned device]
returned the device, asks about the money
only got part of the [refund|money] back
= resolved Refund
refund [approved|issued|sent to the card], <he|she> got the confirmation
refund was paid on {date}, customer found it on the statement
full refund made, receipt sent
found the refund in the system and released it
refund done
= unresolved Refund
refund [stuck|still open] in [accounting|finance]
no trace of the returned device, cannot refund yet
waiting for approval of the [team lead|manager]
asked finance, no reply so far
refund request rejected by the system, [reason unclear|needs a check]
= issue Change of payment method
wants to [change|replace] the card [on file|for the monthly charge]
asks to move from [card to bank debit|direct debit to card]
got a new card from the bank, wants it updated
wants to pay by [bank transfer|standing order] from now on
asks to split payment between two cards
wants the charge on another day of the month
= resolved Change of payment method
card [updated|replaced], next charge on the new one
[bank debit|standing order] set up, [ok|form received]
payment method changed, confirmation sent
moved charge date to the 10th
done, old card deleted
= unresolved Change of payment method
form [missing|not signed], change not made yet
system did not [accept|take] the new card
bank has not confirmed the standing order
has to send the form first
change failed twice, passed to IT
= issue No connection
no [internet|connection] since [this morning|last night|yesterday]
line is down, [router light red|no lights at all]
internet [dropped|cut out|gone] completely
[no signal|nothing works], tv and phone are off too
disconnected [after the storm|after an upgrade|again overnight]
reports outage in the [building|street|area]
modem shows no sync
= resolved No connection
[reset|restarted] the [router|line], [back online|connection is up]
area fault fixed, works again
loose cable behind the [router|socket], reconnected, works
re-provisioned the line, tested ok with customer
back online, stayed on the line to check
= unresolved No connection
reset did not help, [still down|still no sync]
fault in the area, no time of repair yet
line still dead, needs a [technician|field visit]
opened a fault [ticket|report], network team checking
could not test, customer not at home
= issue Slow connection
internet [slow|very slow|crawling] [in the evening|all week|since Sunday]
gets [10|12|20] mbps instead of [100|200|500]
video [freezes|buffers], games lag
wifi weak in the [bedroom|back rooms|upper floor]
speed drops every evening [after 8|around 21:00]
complains of slow upload, works from home
= resolved Slow connection
changed the wifi channel, speed [ok|back to normal]
speed test by cable [ok|full speed], it was the wifi, explained
profile on the line was wrong, corrected, full speed now
moved to the 5 GHz band, works fine
replaced [router|filter], speed as ordered
= unresolved Slow connection
speed still low after [reset|all steps]
network load in the area, upgrade planned, no date
did the tests, no improvement
sent to 2nd line for a [line check|measurement]
asked to test by cable first, <he|she> can't now
= issue Device set-up
needs help [setting up|installing|connecting] the new [router|set-top box|device]
can't [pair|connect] the [box|remote|extender]
new router, doesn't know the wifi password
device asks for a code
installed by <himself|herself>, screen stays black
does not find the [cable|power supply|manual] in the box
= resolved Device set-up
[walked|talked] <him|her> through the set-up, works
device [activated|registered] in the system, online
sent the guide and stayed on the line, all set
code issued, device up
reset to factory settings, installed ok
= unresolved Device set-up
device not [recognised|found], needs replacement
set-up stuck at [80%|step 3|the update]
<he|she> will try again at home
serial number not in the system, asked logistics
remote steps did not help
= issue App does not open
app [does not open|crashes at start|closes by itself]
can't log in to the app, [code doesn't arrive|wrong password]
app shows a [white|blank] screen [after the update|since yesterday]
error [500|403] in the app
forgot the password, locked out
app stuck on loading
= resolved App does not open
[reinstalled|updated] the app, opens now
password reset, <he|she> is in
cleared cache, works
account unlocked, logged in [ok|while on the line]
code sent by e-mail instead, worked
= unresolved App does not open
still crashes after reinstall
known bug, waiting for the next version
code still does not arrive, sent to IT
phone too old for the new version
app team informed, no solution yet
= issue Fingerprint refused
fingerprint log-in [fails|does not work] since the [update|new version]
app [refuses|rejects] the fingerprint after the update
fingerprint not recognised in the app, works elsewhere
can't get in by fingerprint, only by code
= issue Where is my order
[asks|wants to know] where the order is
order [not arrived|hasn't come], tracking [doesn't move|says "in transit"]
tracking number does not work
ordered on {date}, no news since
asks when the [courier|delivery] comes
site says delivered, got nothing
= resolved Where is my order
order found at the pick-up point, customer [informed|will collect]
gave the tracking link, arrives today
courier confirmed, on the way
parcel was with the neighbour
order was [delivered|handed over] during the call
= unresolved Where is my order
courier does not answer, [order not located|still searching]
tracking not updated, asked the warehouse
parcel lost [probably|it seems], inquiry opened
no info from the delivery company
warehouse can't find it
= issue Late delivery
delivery [late|overdue] by [two days|a week|4 days]
waited at home all day, courier did not come
delivery moved [twice|again] without notice
should have come on {date}
stayed off work for the delivery, nobody came
order late, needs it [before the weekend|for a trip]
= resolved Late delivery
courier called, delivered [today|an hour ago]
rearranged, customer agreed to the new slot
delivery arrived while we spoke
upgraded to express, received
late but received, closed
= unresolved Late delivery
new slot not confirmed
courier company gives no time
still no delivery date
out of stock, supplier late
asked dispatch, no answer
= issue Wrong item
[got|received] the wrong [item|model|colour|size]
sent [a router instead of a box|an extender instead of a router|black instead of white]
item [damaged|broken|scratched] on arrival
part missing in the [box|parcel]
two pieces in the box instead of one
not what <he|she> ordered
= resolved Wrong item
[exchange|replacement] [sent|delivered], old one collected
right item handed over at the shop
keeps it, price corrected
replacement arrived, ok
missing part sent, received
= unresolved Wrong item
replacement out of stock
waiting for a photo of the item
return not yet registered
collection of the wrong item not arranged
warehouse disputes the mix-up
= issue Change of order
wants to [change|amend] the [address|quantity|colour] of the order
asks to add [an item|a second device] to the order
wants delivery on another day
ordered twice by mistake
asks to take one item out of the order
wants pick-up instead of delivery
= resolved Change of order
order [changed|updated], new confirmation sent
address corrected before dispatch
second order removed, one left
delivery day moved as asked
item added, difference paid
= unresolved Change of order
already [shipped|packed], could not change
change request with the warehouse
system does not let me edit the order
address out of area, checking
no reply from dispatch yet
= issue Wants to leave
asks [when the commitment ends|about the end of the contract|what it costs to leave]
call about the exit [fee|terms]
contract ends next month, weighing what to do
not happy with the price after renewal
asks how much notice has to be given
wants to hear what we offer if <he|she> stays
= resolved Wants to leave
[accepted|took] the retention offer, stays
explained the terms, will stay for now
new price agreed, stays another year
gave the end date of the contract, that was all
exit terms mailed, no further questions
= unresolved Wants to leave
offer [declined|not accepted], passed to retention
still thinking about it
retention did not pick up
no decision yet
has to be called by the retention desk
= issue Change of plan
wants a [bigger|smaller|cheaper] plan
asks to [upgrade|move] to [500|1000] mbps
wants to drop the tv package
asks for more [data|minutes] abroad
saw a better plan on the site
plan no longer fits, kids moved out
= resolved Change of plan
[moved|switched] to the new plan, [active today|valid from the 1st]
plan [upgraded|changed], summary sent
stays on the plan after comparing
tv package removed, price explained
roaming added
= unresolved Change of plan
new plan not [available|open] at this address
change blocked by the current promo
plan change stuck, sent to back office
waits for an offer by e-mail
plan still shows the old price
= issue Question before buying
asks about [prices|coverage|delivery] before ordering
new customer, [compares|asks about] plans
wants to know if fibre reaches the house
asks what the [device|router] costs without a plan
asks if installation is included
question about the student [price|discount]
= resolved Question before buying
all questions answered, [will order online|ordered]
gave prices, offer sent
address checked, fibre available
explained the options, took the basic plan
offer mailed, thinks it over
= unresolved Question before buying
coverage at the address not known yet
price list not up to date, checking
could not answer the technical question
left details for sales
no offer in the system for this address
= issue Joining
wants to [join|sign up]
new customer, asks to [open a line|move in with a number]
moving the number [to us|from another operator]
started joining on the site, got stuck
moves house, wants a new line there
asks what is needed to join
= resolved Joining
[joined|signed up], [details sent|welcome mail sent]
number ported, line active
contract signed by [phone|link]
installation booked
registered, SIM on the way
= unresolved Joining
porting rejected, ID does not match
signature link expired
credit check not passed yet
documents missing
port request pending
= issue Complaint
unhappy with the [technician's visit|service at the shop|last call]
complaint about the way <he|she> was spoken to
dissatisfied with the service in general
says the technician left [a mess|in the middle]
not pleased with how the fault was handled
has a list of things that went wrong
= resolved Complaint
[apologised|apology given], accepted
talked it over, matter settled
team lead spoke to the customer, closed
fixed what <he|she> complained about
took responsibility, <he|she> calmed down
= unresolved Complaint
handed to the team lead, no answer yet
customer ended the call before we finished
apology not accepted
wants a manager, none free
being looked into
= issue Business invoice
needs a tax invoice [in the company name|for the accountant]
wrong company [number|name] on the invoice
business customer, invoice not received
wants one invoice for all branches
accountant asks for copies of [three|six] months
VAT missing on the bill
= resolved Business invoice
tax invoice [issued|resent] to {email}
company details corrected, new invoice sent
copies sent to the accountant
branches combined on one bill
VAT line fixed
= unresolved Business invoice
needs a company certificate first
invoice cannot be issued back-dated, asked billing
billing has to cancel the old one
account manager on leave
waiting for finance
= issue Business line down
business line down, [shop|office|clinic] cannot [work|take cards]
[no calls|no internet] at the [branch|office] since [08:00|morning]
switchboard not answering, all extensions dead
credit terminal offline, loses sales
whole office down, [6|10|20] people idle
urgent: line at the branch disconnected
= resolved Business line down
line restored, business working again
moved to backup line, then fixed
technician on site fixed it, up since noon
switchboard restarted, extensions up
port replaced, tested with the office
= unresolved Business line down
[escalated|top priority], still down
on 4G backup meanwhile
NOC has no estimate
still no line at the branch
waiting for the infrastructure company
= issue More lines
wants [two|3|five] more lines for [new staff|the family]
asks the price of extra lines
adding a line for the [son|daughter|new employee]
opens another branch, needs lines
asks for more extensions
wants SIMs for the delivery crew
= resolved More lines
lines [added|opened], SIMs sent
[two|three] lines active as of today
price agreed, contract sent
extensions set up
new SIM activated
= unresolved More lines
credit limit blocks more lines
numbers not assigned yet
offer with business sales
waiting for the signed form
no free numbers in the range
= issue general
general question
asked about the account
various questions
wanted to check something about the service
call about an earlier contact
[needs|asked for] help
customer had a question on the service
follow-up on an old matter
= resolved general
[resolved|solved|sorted]
[all|everything] [ok|done|in order] now
[issue|problem|matter] [solved|settled|closed] [on the call|]
handled, [customer satisfied|no open points]
fixed while <he|she> was on the line
taken care of, checked with <him|her>
done as asked
closed to <his|her> satisfaction
works now
settled
dealt with in full
got what <he|she> needed
= unresolved general
[not|not yet] [resolved|solved|sorted]
[still|remains] open
could not [help|solve it] [on this call|today]
no solution [so far|at the moment]
left [open|pending]
passed on to [2nd line|back office], not closed
did not manage to fix it
problem persists
customer hung up before it was fixed
to be continued
needs further checks
nothing worked
= is_third_time
[third|3rd] time calling about [this|the same thing]
has called [twice|two times] before on this
4th contact, same issue
keeps coming back with this
called last week and the week before [too|about it]
repeat caller, nothing moved since the first call
says <he|she> explained it to [two|three] agents already
same story [again|once more], see the earlier tickets
"how many more times do I have to call"
already contacted us several times on the matter
this is not the first nor the second call
three tickets on this already
calling over and over on the same fault
tired of repeating <himself|herself>, 3 calls in [10 days|two weeks]
= is_chased
nobody [called|rang|got] back as promised
was promised a call back, [didn't get one|none came]
waited for our call [all day|since {date}], nothing
no one returned the call
call-back [missed|not made] by us
says we were supposed to phone yesterday and didn't
chasing an answer we owe
still hasn't heard from us despite the promise
rep said he'd be in touch, never was
the promised call never came
came back to us because we did not come back to <him|her>
asks why there was no call from us
was told 24 h, a week went by in silence
technician was to phone ahead, did not
= is_wrong_desk
[wrong department|not our desk], transferred
got to us by mistake, [moved|passed] to the right team
was sent from [sales|billing|tech] to us and back
transferred [twice|3 times] before reaching me
menu led <him|her> to the wrong queue
belongs to [business|private] desk, passed over
doesn't belong here, [fwd to billing|sent on to support]
bounced between departments
pressed the option for support, needed billing
landed in the wrong place again
had to be handed over to [another team|colleagues]
not handled by this line, connected to the proper one
explained everything to another desk first
= wants_to_leave
[asks|wants] to cancel [the service|the subscription|everything]
wants to [leave|disconnect|close the account]
"[please disconnect me|take me off your service]"
asked for the cancellation form
requests termination [at the end of the month|right away]
will not renew, [wants out|is leaving]
had enough, wants to end the contract
demands we close the line
gives notice
<he|she> is done with us, cancel from the 1st
asks to stop the service and the charges
insists on disconnecting, turned down the offer
says <he|she> is moving on, wants it shut down
cancellation requested in writing too
= names_competitor
got an offer from {rival}
says {rival} is [cheaper|faster|half the price]
{rival} [promised|offered] <him|her> [a better price|the first 3 months free]
compares us with {rival}
will go to {rival} if nothing changes
friends at {rival} pay less
already spoke with {rival}
mentions {rival}
has a quote of {sum} from a competitor
neighbour switched to {rival} and is pleased
{rival} rep was at the door [yesterday|last week]
asked if we match {rival}
the other company gives twice the speed
= complains
will [file|lodge] a complaint [with the ministry|in writing]
threatens [with a lawyer|legal action|to sue]
says <he|she> will go to the regulator
mentioned small claims court
wants the address for official complaints
"my lawyer will write to you"
turning to the consumer council
wants the ombudsman's details
sent a letter of complaint to management
will take it to the Ministry of Communications
will take us to court over this
complaint opened at <his|her> demand
said the consumer tv show will hear of it
cc'd a lawyer on the mail
= is_angry
[very|really] [angry|upset|annoyed]
<he|she> [shouted|yelled|raised <his|her> voice] [at me|throughout|]
furious
lost <his|her> temper
rude [on the phone|language], asked to calm down
hung up on me [in anger|mid-sentence]
[boiling|fuming]
<he|she> was cursing
aggressive tone
hard call, could hardly get a word in
"[this is a disgrace|you are a joke|shame on you]"
emotional, swore at the company
= not_listened
says nobody [listens|listened to <him|her>]
feels [ignored|unheard|brushed off]
claims the last agent [cut <him|her> short|did not let <him|her> finish]
"you're all reading from a script"
complains that no one reads the notes
asked three times, got an answer to something else
previous agent didn't hear <him|her> out
says we talk past <him|her>
was told to restart though <he|she> said it was done
got a standard reply that did not fit
says <he|she> is talking to a wall
not taken seriously, as <he|she> put it
= refused_by_policy
explained that per policy a refund is possible only within 14 days
[not possible|cannot be done] [by|under] the terms
refused, outside the [14|30]-day window
told <him|her> we don't do this, company rules
request denied according to procedure
no exceptions, policy
"per clause 7 no refund after activation"
terms do not allow it, explained
declined as per guidelines
had to say no, not within the rules
customer doesn't qualify under the terms
not eligible, promo for new customers only
supervisor confirmed: against policy
explained we can't waive the fee according to the contract
= payment_trouble
has trouble paying [this month|the bill]
cannot pay at once, asks for [instalments|a delay]
says money is tight
lost <his|her> job, asks to postpone
[two|three] bills unpaid
card [blocked|over limit], asks for time
debit bounced for lack of funds
asked to spread the debt
can't afford the current plan
got a dunning letter, wants an arrangement
in arrears
pension comes on the 28th, cannot pay before
= thanks
[thanked|thanks us] [a lot|for the help|]
very [grateful|pleased|thankful]
"thank you, you saved me"
said <he|she> appreciates it
praised the service
thanked for the patience
was happy with the quick help
left with a good feeling
warm words at the end
"finally someone who helps"
said thanks and wished a nice day
asked to pass on <his|her> thanks
= near wants_to_leave
[didn't|did not] ask to cancel
not looking to leave, only asks
disconnected by mistake, wants to stay on
cancelled the appointment, not the service
wants to cancel one order item only, keeps the plan
says <he|she> has no wish to leave us
call got disconnected once
= near names_competitor
no mention of other offers
moved to us from another operator years ago
asked which phone makers we sell
number was ported in last year
compared our own two plans
= near complains
no complaint, just a question
does not want to make it official
lawyer by profession, needs the bill for the office
asked for the ministry's form on relocation
said there's nothing to complain about
= near is_third_time
first call on the matter
third line on the account
2nd contact this year, other topic
called three days ago on something else
= near is_chased
we called back as promised
asked not to be called back
colleague returned the call on time
no call-back needed
= near is_angry
stayed calm and polite
not angry, just worried
was annoyed at first, fine in the end
joked about it
= gesture credit
gave a credit of [20|30|50] NIS
credited [40|60] to the next bill as goodwill
[one-time|goodwill] credit approved
compensated with a small credit
put [25|35] back on the account for the trouble
= gesture free_month
gave a month free
next month on us
one month waived as goodwill
basic fee cancelled for one month
[compensated|offered] with a free month, accepted
= gesture discount
gave [10|15|20]% off for [3 months|half a year]
discount added as a gesture
reduced the price for a year
goodwill discount on the plan
matched with a loyalty discount
= gesture free_delivery
delivery at no charge
waived the delivery fee
shipping free as compensation
sent free of charge by courier
delivery fee returned
= gesture general
goodwill gesture given
compensated
gave a small gesture
did something for <him|her> as apology
gesture approved by the lead
= promise call_back
will call back {when}
promised to [call|phone] {when}
we owe <him|her> a call, {when}
call-back agreed {when}
told <him|her> to expect our call {when}
I'll ring <him|her> {when}
team lead to call {when}
set a reminder to call {when}
to be called {when}
said we'd be in touch {when}
[shift lead|specialist] will get back to <him|her> {when}
call due {when}
= promise technician
technician [booked|coming|scheduled] {when}
tech visit {when}
technician will come {when}
sent a technician for {when}
visit set {when}, someone will be home
field tech due {when}
booked a home visit {when}
tech slot {when} confirmed
engineer at the house {when}
<he|she> was told the technician comes {when}
repair visit {when}
dispatch confirmed a technician {when}
= promise credit
credit {when}
[credit|refund] will show {when}
money back {when}
told the amount is returned {when}
promised the credit {when}
will be credited {when}
sum goes back to the card {when}
refund expected {when}
finance pays it back {when}
said <he|she> sees the credit {when}
credit to be posted {when}
the charge is reversed {when}
= promise delivery
[delivery|parcel] [arrives|due] {when}
courier {when}
will be delivered {when}
new delivery time {when}
replacement comes {when}
promised the order {when}
package at the door {when}
told <him|her> it arrives {when}
dispatch set {when}
order will reach <him|her> {when}
shipment rescheduled, {when}
delivery confirmed {when}
= promise general
promised an answer {when}
will be settled {when}
to be done {when}
answer due {when}
we update <him|her> {when}
"""
