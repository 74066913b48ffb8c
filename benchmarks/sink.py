"""A mail server that takes everything and keeps only whom it was for: `python -m benchmarks.sink PORT FILE`.

It speaks as much SMTP as smtplib asks for, so that what is measured is the sender. On SIGTERM it writes
{"mails", "recipients", "connections"} to FILE.
"""

import asyncio
import json
import signal
import sys
from pathlib import Path


class Sink:
    def __init__(self):
        self.recipients, self.mails, self.connections = set(), 0, 0

    async def serve(self, reader, writer):
        self.connections += 1
        writer.write(b"220 sink\r\n")
        while line := await reader.readline():
            verb = line[:4].upper()
            if verb == b"RCPT":
                self.recipients.add(line)
            if verb == b"DATA":
                writer.write(b"354 go on\r\n")
                await reader.readuntil(b"\r\n.\r\n")
                self.mails += 1
            writer.write(b"221 bye\r\n" if verb == b"QUIT" else b"250 ok\r\n")
            if verb == b"QUIT":
                break
        writer.close()

    def result(self):
        return {"mails": self.mails, "recipients": len(self.recipients), "connections": self.connections}


async def main(port, file):
    sink, ended = Sink(), asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, ended.set)
    async with await asyncio.start_server(sink.serve, "127.0.0.1", port, limit=2**20):
        await ended.wait()
    Path(file).write_text(json.dumps(sink.result()))


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), sys.argv[2]))
