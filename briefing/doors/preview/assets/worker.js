// One stream of states for all tabs: browsers allow six connections to a host, tabs are many.
"use strict";
const ports = new Set();
const token = new URL(self.location.href).searchParams.get("token");
let last = null;
let source = null;

function tell(message) {
  for (const port of ports) port.postMessage(message);
}

function listen() {
  source = new EventSource("events?token=" + encodeURIComponent(token));
  source.onmessage = (event) => {
    last = { state: JSON.parse(event.data) };
    tell(last);
  };
  source.onerror = () => {
    // a stream that is closed for good was refused: the server was started anew, with another token
    last = { lost: source.readyState === EventSource.CLOSED ? "refused" : "waiting" };
    tell(last);
    if (last.lost === "refused") source.close();
  };
}

self.onconnect = (event) => {
  const port = event.ports[0];
  ports.add(port);
  port.onmessage = (message) => {
    if (message.data === "bye") ports.delete(port);
  };
  if (last) port.postMessage(last);
  if (!source) listen();
};
