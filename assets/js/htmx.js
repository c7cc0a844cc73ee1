// htmx as a strict content security policy allows it, with Django's token on every write.
import htmx from "htmx.org/dist/htmx.esm.js";

import { csrfToken } from "./modules/csrf.js";

htmx.config.allowEval = false;
htmx.config.includeIndicatorStyles = false;
htmx.config.selfRequestsOnly = true;
htmx.config.historyCacheSize = 0;

document.addEventListener("htmx:configRequest", (event) => {
  if (event.detail.verb !== "get") event.detail.headers["X-CSRFToken"] = csrfToken();
});

window.htmx = htmx;
