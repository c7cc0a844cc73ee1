// What every page adds when the browser runs scripts. Nothing here is needed to search, read or
// calculate.
import { confirmDestructiveActs } from "./modules/confirm.js";
import { offerCopying } from "./modules/copy.js";

document.documentElement.classList.add("has-js");
offerCopying(document);
confirmDestructiveActs(document);
