# What the bot says by itself. Short, warm, one thing a line. Names of units and offices stay German.

## First words

choose-language = Choose your language.
welcome = Hello, I am Lotse. I help you to settle in Weißenfels.
welcome-ask = Write your question to me, the way you talk. Or choose a topic:
areas-ask = What is it about?
area-ask = What would you like to know?
area-registration = Registering your address
area-schooling = School and kindergarten
area-housing = Flat
area-work = Work
area-health = Health
area-money = Money from offices
area-language = German and interpreters
area-offices = Offices and letters
area-living = Car, bus and train
area-safety = Help in danger

introduction-machine = A program answers here, not a person.
introduction-unseen = Your boss, your landlord and the housing inspection do not see this chat.
introduction-delete = Delete everything: /delete

help = How Lotse helps
help-ask = Write a question, in your language. Mistakes do not matter.
help-person = Talk to a person: /person
help-language = Another language: /language
help-delete = What is kept about you? /mydata · Delete everything: /delete

thanks-back = You are welcome. Write to me any time.
goodbye = All the best to you. Write to me any time.

## Answers

do-you-mean = Do you mean this?
part-unknown = I have nothing on exactly that. This is what I know:
second-question = You asked one more thing:
not-sure = I do not know that for sure. So I would rather not tell you something wrong.
no-article-yet = I do not have a text about this yet.
unit-knows = Ask here: { $unit } ({ $meaning }).
helped-thanks = I am glad.
not-helped = I am sorry. A person can help you better.
show-at-desk = To show at the office:
language-unknown = I did not recognise the language. Please choose your language.
language-unknown-danger = In danger call:
went-wrong = Something went wrong here. Your message arrived, but I cannot answer it. Please write again or talk to a person.
maybe-again = You may have received this message before.

photo-not-read = I cannot read pictures and did not open it. Please do not send photos of identity papers here.
voice-not-read = I cannot listen to voice messages. A person can help you, or choose a picture.
document-not-read = I cannot read files and did not open it. Please do not send identity papers here.
unreadable = I am sorry, I cannot read this.

button-areas = Topics
button-person = Talk to a person
button-language = Language
button-something-else = Something else
button-more = More about this
button-all-of-it = All about it
button-german = Show in German
button-helped = This helped
button-not-helped = Did not help
button-notice = Who can read this?
button-write-to = Write to { $unit }
button-too-old = This button is too old. Go on here:
button-over = This is over already. You are welcome to ask again.

## A person

person-subject = What is it about? Write one or two sentences for: { $unit }.
person-offer = I can pass your question on: { $unit }
person-unit = { $unit } = { $meaning }
person-employer-city = People of the town of Weißenfels work there.
person-employer-district = People of the district (Burgenlandkreis) work there.
person-employer-both = People of the town of Weißenfels and of the district (Burgenlandkreis) work there.
person-gets = This is passed on:
person-no-time = We cannot say yet when an answer comes.
person-time-asked = We tell you the time of the answer as soon as we know it.
person-ask = May I pass this on?
# What people type instead of pressing the button, with commas between.
typed-yes = yes, ok, sure, yeah
typed-no = no, nope
person-refused = All right. I passed nothing on.
person-called-ask = What should they call you? A code word is enough, for example "apple tree". Your name is not needed.
passed-language = Your language: { $language }
passed-reach-telegram = The answer comes here, into this chat. Nobody sees your telephone number.
passed-reach-web = The answer comes here, on this page.
passed-called = Name or code word: { $called }
passed-no-name = No name
passed-topic = Topic: { $topic }
passed-no-topic = Topic: none named
passed-question = Your question:
passed-no-question = Your question is not passed on.
button-yes = Yes, pass it on
button-no = No
button-strike = Without my question
button-unstrike = With my question
button-called = Give a code word
button-no-name = Without a name
button-other-unit = Another office
other-unit-ask = Who would you like to write to?
unit-line = { $unit }: { $meaning }
enforcement-warning = Careful: { $unit } does inspections ({ $meaning }).
enforcement-ask = An advice service is usually the better first step. Do you still want to write to { $unit }?
button-enforcement-yes = Yes, still to { $unit }

case-opened = Your question is here now: { $unit }. Your number is { $number }.
case-no-time = We cannot say yet when an answer comes. The office has not confirmed its times yet.
case-time-asked = We tell you the time of the answer as soon as we know it.
case-go-on = You can keep asking me anything.
case-reach-ask = How would you like to get the answer?
button-reach-write = Write to me
button-reach-news = Only "there is news"
button-reach-none = Do not write, I will come
reach-write = All right. The answer to { $number } comes here.
reach-news = All right. I only write that there is news. You can read it with /person.
reach-none = All right. I do not write. You can look any time with /person.
sent-to-unit = Passed on: { $unit } · { $number }
stayed-here = Only Lotse read this message, not { $unit }.
alarm-told = { $unit } now knows that you may need help quickly. They did not get what you wrote.
button-also-send = Also send to { $unit }
reopen-ask = Should { $unit } get this too? Then your question { $number } is open again.
reopened = Passed on: { $unit }. Your question { $number } is open again.
no-cases = No office has a question of yours at the moment.
case-title = Number { $number } · { $unit }
case-owner-waiting = { $unit } has your question. Nobody has taken it yet.
case-owner-staff = A person of { $unit } is looking after your question.
case-last = Last message: { $at }
case-news = There is news about number { $number }. Read it with /person.
case-taken = A person is now looking after number { $number }: { $unit }.
case-closed = Number { $number } is finished. If something is still open, just write to me.
case-answer = Answer from { $unit }:
button-withdraw = Take my question back
withdraw-ask = Should { $unit } stop working on number { $number }? The question then ends.
button-withdraw-yes = Yes, take it back
withdrawn = Done. { $unit } no longer works on number { $number }.
staff-answer-from = { $unit } writes to you:
staff-original = Written in German:
translation-machine = A program translated this. Please ask back about important things.
translation-memory = People have corrected this translation before.
translation-reviewed = People translated this sentence.
translation-none = There is no translation for this yet. Here is the German text.

## What belongs to the newcomer

notice = Who can read this? What is kept?
notice-who = Lotse belongs to the town of Weißenfels. A program answers.
notice-what = We keep: your chat id, your language, and what you pass on to an office. No name, no telephone number.
notice-why = We keep it only so that we can answer you. If Lotse finds no answer to a question, we keep the question for 90 days, without names and numbers. That way we can soon write an answer.
notice-how-long = Lotse forgets your last question after a day. We delete questions you passed on { $days ->
    [one] { $days } day
   *[other] { $days } days
} after they end. If nobody writes for that long, a question ends by itself. If you write nothing for that long and no question of yours is left, we delete everything about you. /delete ends everything at once.
notice-who-sees = Only the office you say yes to reads it. Not your boss, not your landlord, not the housing inspection.
notice-telegram = Telegram is a company outside the EU. What you write there is also kept by that company.
notice-rights = Everything is voluntary. See your data: /mydata. Delete it: /delete
button-delete = Delete everything
mydata = This is kept about you
mydata-language = Your language: { $language }
mydata-since = You have been writing here since { $at }.
mydata-cases = { $count ->
    [0] No question at an office
    [one] { $count } question at an office
   *[other] { $count } questions at offices
}
mydata-no-name = No name and no telephone number
mydata-all = Everything in detail
mydata-all-newcomer = You
mydata-all-last-question = Your last question
mydata-all-draft = Not passed on yet
mydata-all-consents = What you said yes to
mydata-all-cases = Your cases
mydata-all-articles = Texts you were given
mydata-all-unanswered = What you asked without getting an answer
mydata-all-messages = What Lotse wrote to you
mydata-all-files = Files you offered
mydata-all-web = This chat page
mydata-all-other = Other
button-all-data = Show everything
delete-ask = Shall I delete everything?
delete-what = This is deleted: your language, your questions, your numbers and the answers. The offices can then no longer answer you.
button-delete-yes = Yes, delete everything
button-keep = No, keep it
deleted = Everything is deleted.
deleted-receipt = Receipt { $receipt }, { $at }
deleted-telegram = The chat itself stays in your Telegram. Delete it there if you like.
deleted-web = You can close this page now.
kept = All right. Everything stays as it is.
stopped = All right. I will not write to you first any more. When you write, I answer.

## Telegram: what stands in the menu (at most 256 characters) and on the bot's page (at most 120 and 512)

command-start = Begin again
command-help = How Lotse helps
command-language = Change the language
command-person = Talk to a person
command-mydata = What is kept about me?
command-delete = Delete everything
command-stop = No more messages
bot-short-description = Help with settling in Weißenfels: address, school, flat, offices. In your language.
bot-description = Lotse helps you to settle in Weißenfels. Ask in your language: registering your address, school, flat, offices. A program answers here. You can always reach a person.
