#!/usr/bin/python3
"""What the Python worker base library does for each job, written anew (needs Debian's python3-pika)."""
import json
import os
import sys
import time

import pika

QUEUE = sys.argv[sys.argv.index("--queue") + 1] if "--queue" in sys.argv else "worker.bench-python"


def on_open(connection):
    connection.channel(on_open_callback=on_channel)


def on_channel(channel):
    channel.queue_declare(QUEUE, durable=True, callback=lambda _: channel.basic_consume(QUEUE, on_job))


def send(channel, exchange, key, correlation_id, body):
    channel.basic_publish(exchange, key, json.dumps(body).encode(), pika.BasicProperties(
        app_id="bench", correlation_id=correlation_id, reply_to="log", content_type="application/json"))


def on_job(channel, deliver, properties, body):
    job = json.loads(body)
    channel.basic_ack(deliver.delivery_tag)
    corr = properties.correlation_id
    send(channel, "re", "output", corr, {"message": "Starting Bench.%s - %s" % (corr, time.ctime())})
    job["parameters"]["subcommand"]
    send(channel, "", properties.reply_to, corr, {"status": "started"})
    send(channel, "", properties.reply_to, corr, {"status": "completed"})
    send(channel, "re", "output", corr, {"message": "Finished Bench.%s - %s" % (corr, time.ctime())})


pika.SelectConnection(pika.ConnectionParameters("127.0.0.1", int(os.environ.get("BENCH_PORT", "5672"))), on_open_callback=on_open).ioloop.start()
