# Photos, voices and files.

video-not-read = I cannot watch videos and did not open it. A person can help you. Or choose a picture.
file-ask-paper = Does it show an identity card, a passport or a residence card?
file-ask-why = I do not accept pictures of identity papers.
file-ask-where = If not: I give it only to the office you choose here.
voice-ask = Should I pass on the voice message?
button-file-send = No. Give it to { $unit }
button-voice-send = Yes. Give it to { $unit }
button-file-paper = Yes, an identity paper
button-file-cancel = Do not pass it on
file-refused = Then I do not accept it. I kept nothing. Please show the paper at the office yourself.
file-cancelled = All right. I passed on nothing and kept nothing.
file-fetching = All right. I pass it on to: { $unit }
file-sent = File passed on: { $unit } · { $number }
file-too-big = This is too big. A file can have 10 MB at most.
file-kind = I cannot pass on something like this. Photos, PDF and voice messages are possible.
file-failed = I could not get the file. Please send it again.
file-over = I no longer have the file. Please send it again.
file-case-over = The file was not passed on: number { $number } is already closed.
file-full = There are very many files for this question already. I cannot pass on more.
web-attach = Send a photo or file
web-attach-choose = Photo, PDF or sound recording. At most 10 MB.
web-attach-paper = Does it show an identity card, a passport or a residence card?
web-attach-no = No
web-attach-yes = Yes
web-attach-send = Send to { $unit }
web-attach-missing = Please choose a file and answer the question.
