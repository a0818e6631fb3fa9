// Helps while somebody writes: finds what a text would disclose before it is sent.
// Without this script the server asks the same on the page after "Check and post".
import { Composer } from "./compose/composer.js";

for (const form of document.querySelectorAll("form[data-compose]")) {
  new Composer(form).start();
}
