// htmx as a strict content security policy allows it, with Django's token on every write.
import htmx from "htmx.org/dist/htmx.esm.js";

import { csrfToken } from "./modules/csrf.js";

htmx.config.allowEval = false;
htmx.config.includeIndicatorStyles = false;
htmx.config.selfRequestsOnly = true;
htmx.config.historyCacheSize = 0;
// A form with something wrong comes back with 422 and says what.
htmx.config.responseHandling = [
  { code: "204", swap: false },
  { code: "[23]..", swap: true },
  { code: "422", swap: true },
  { code: "...", swap: false, error: true },
];

document.addEventListener("htmx:configRequest", (event) => {
  if (event.detail.verb !== "get") event.detail.headers["X-CSRFToken"] = csrfToken();
});

window.htmx = htmx;
