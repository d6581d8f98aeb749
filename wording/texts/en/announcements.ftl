# Announcements: what holds for some days. They stand under answers.

announcement = Important
announcement-in-german = Important (in German)
closing-day = { $office } is closed on { $day }.
closing-days = { $office } is closed from { $first } to { $last }.
