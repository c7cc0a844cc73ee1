// Alpine's build for strict content security policies. An app registers its components on
// `alpine:init` and loads its own script before this one.
import Alpine from "@alpinejs/csp";

window.Alpine = Alpine;
Alpine.start();
