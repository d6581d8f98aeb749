"""`lotse up` without Telegram's limit of messages a second, which would be all that a measurement shows.

python -m benchmarks.unpaced up
"""

import bot.pace
import lotse

if __name__ == "__main__":
    bot.pace.OVER_ALL_CHATS_PER_SECOND = 1_000_000
    lotse.main()
