# What the chat page says around the conversation.

web-title = Lotse Weißenfels
web-hello = Welcome
web-write = Your question
web-placeholder = Your question …
web-send = Send
web-leave = Leave quickly
web-language = Change language
web-you = You
web-lotse = Lotse
web-staff = A person answers
web-conversation = Conversation with Lotse
web-waiting = One moment …
web-slow = This takes a little longer. The answer will come here.
web-offline = No internet. What you wrote stays here.
web-failed = That did not arrive.
web-again = Send again
web-too-fast = Very many questions are coming from here right now. { $count ->
    [one] Please wait one minute.
   *[other] Please wait { $count } minutes.
}
web-too-long = That is too long. Please write less.
web-empty = Please write your question.
web-to-text = Go to writing
web-anew = Start again
