"""The other half of PythonTests.cs: decodes what ParallelGen wrote, and packs what it is to read.

Input: lines of a name, a tab and hex digits. Output: for each a line of the name, a tab and the value as text; then an empty line; then
lines of a name, a tab and the hex digits of a value packed here.
"""
import datetime
import json
import struct
import sys

import msgpack


def text(value):
    if value is None:
        return "null"
    if value is True or value is False:
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return "float:" + struct.pack(">d", value).hex()
    if isinstance(value, str):
        return json.dumps(value)
    if isinstance(value, bytes):
        return "bin:" + value.hex()
    if isinstance(value, msgpack.Timestamp):
        return "time:%d.%09d" % (value.seconds, value.nanoseconds)
    if isinstance(value, msgpack.ExtType):
        return "ext:%d:%s" % (value.code, value.data.hex())
    if isinstance(value, list):
        return "[" + ",".join(text(element) for element in value) + "]"
    if isinstance(value, dict):
        return "{" + ",".join(text(key) + ":" + text(element) for key, element in value.items()) + "}"
    raise TypeError(type(value))


def moment(*parts):
    return datetime.datetime(*parts, tzinfo=datetime.timezone.utc)


PACKED = {
    "nil": None,
    "true": True,
    "false": False,
    "int 0": 0,
    "int 127": 127,
    "int 128": 128,
    "int -32": -32,
    "int -33": -33,
    "int 65536": 65536,
    "int -9223372036854775808": -(2**63),
    "int 18446744073709551615": 2**64 - 1,
    "double": 0.1,
    "string": "Zażółć 🍺",
    "string 31": "x" * 31,
    "string 32": "x" * 32,
    "string 256": "x" * 256,
    "string 65536": "x" * 65536,
    "bytes": bytes(range(256)),
    "array": list(range(1000)),
    "map": {"a": 1, "b": 2},
    "time": moment(2026, 11, 22, 12, 34, 56, 789000),
    "time before 1970": moment(1, 1, 1),
    "nested": [[], {"k": [None, True, 1.5]}, b""],
    "raw": msgpack.ExtType(1, b"\x02\x00\x00" + struct.pack("<3i", 1, -2, 3)),
}


def main():
    for line in sys.stdin:
        name, encoded = line.rstrip("\n").split("\t")
        value = msgpack.unpackb(bytes.fromhex(encoded), raw=False, strict_map_key=False, timestamp=0)
        print(name, text(value), sep="\t")
    print()
    for name, value in PACKED.items():
        print(name, msgpack.packb(value, datetime=True).hex(), sep="\t")


main()
