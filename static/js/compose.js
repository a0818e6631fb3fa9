// Helps while somebody writes: finds what a text would disclose before it is sent.
// Without this script the server asks the same on the page after "Check and post".
import { Composer } from "./compose/composer.js";
import { completeMentions } from "./compose/mentions.js";
import { saveWhileWriting } from "./compose/saving.js";
import { suggestTags } from "./compose/tags.js";

for (const form of document.querySelectorAll("form[data-compose]")) {
  const { ink, lost } = new Composer(form).start();
  completeMentions(form, ink);
  suggestTags(form);
  saveWhileWriting(form, lost);
}
