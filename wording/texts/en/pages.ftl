# Where a town tells its cases on its own page: what Telegram says instead, and the door of the page.

page-news = There is news about number { $number }.
button-read = Read it now
button-page = Open my page
page-link = Here is the link to your page. It works for { $minutes } minutes and only once:
page-link-word = There you enter your password. Do not give the link to anybody.
page-tries-spent = The password was wrong too often. You can get a new link from this time on: { $at }. Or go to the office with your number.
passed-reach-page = The answer comes on a page of the town, not in Telegram. Nobody sees your telephone number.
page-case-opened = Your question is with the office now. Your number is { $number }.
page-answers-there = The answer will be on your own page of the town, not here in Telegram. Here I only say that there is news.
page-choose-soon = Open your page now and choose a password. Then nobody can open it without the password, not even with your telephone.
page-reach-news = All right. When there is news about { $number }, I will say so in Telegram. You read it on your page.
page-reach-none = All right. I will not write. The answer will be on your page. You can go there any time with /person.
page-write-there = Please write that to the office on your page. I did not pass this message on.
page-only-lotse = Only Lotse read this message, no office. Write to the office here:
page-file-there = Please give the file to the office on your page. I did not open it here.
page-case-title = Number { $number }
page-case-owner-waiting = The office has your question. Nobody has taken it yet.
page-case-owner-staff = A person is looking after your question.
page-withdraw-ask = Should the office stop working on number { $number }? The question then ends.
page-withdrawn = Done. The office no longer works on number { $number }.
page-alarm-told = The office that has your number { $number } now knows that you may need help quickly. They did not get what you wrote.
page-mydata = What you and the office wrote can only be seen on your page.
notice-page = What an office writes to you is only on a page of the town, not in Telegram.

web-door = Your page
web-door-choose = Think of a password
web-door-at-least = At least { $least } letters or digits, no birthday. Two words that nobody can guess are good.
web-door-why = Only you know it. Without the password nobody can open your page.
web-door-keep = Remember it well. We do not know it either and cannot give it back to you.
web-door-give = Your password
web-door-forgotten = If you forget the password: go to the office with your number.
web-door-since = This password was chosen on { $day } at { $time }.
web-door-not-you = Was that not you? Write /delete to Lotse in Telegram. Then this page is gone, with your questions and the answers, and nobody can open it any more. After that you begin again.
web-door-open = Open
web-door-short = That is still too short. Use at least { $least } letters or digits.
web-door-row = Others try a row like 123456 first. { web-door-better }
web-door-date = Somebody who knows you can guess a year of birth or a date. { web-door-better }
web-door-known = Many people use this word, so others try it first. { web-door-better }
web-door-better = It is better to use two words that nobody can guess.
web-door-wrong = That was not the right password. { $count ->
    [one] You have { $count } more try.
   *[other] You have { $count } more tries.
}
web-door-shut = Your page is closed again.
web-door-unsent = What you wrote last may not have arrived. Please look on your page.
web-door-kept = What you have not sent yet is not lost. Leave this window open, then it will be there again on your page.
web-door-over = This link no longer works.
web-door-tried = The password was wrong { $count } times, so the page is closed now. This way nobody can go on guessing. You can try again at once with a new link.
web-door-over-how = Press “{ button-page }” in Telegram. Then you get a new link.

web-page-lock = Close
web-page-until = Open until:
web-page-ends-soon = Your page closes in a few minutes. Please send what you have written.
web-page-wrong-words = Since yesterday the password has been wrong { $count ->
    [one] once
   *[other] { $count } times
}. Was that not you? Then change your password.
web-word-change = Change password
web-word-old = Your password until now
web-word-new = The new password
web-word-save = Save
web-word-changed = Your password is changed.
web-word-back = Back to my page
