# Announcements: what holds for some days. They stand under answers.

announcement = Important
announcement-in-german = Important (în germană)
closing-day = Închis pe { $day }: { $office }.
closing-days = Închis din { $first } până pe { $last }: { $office }.
