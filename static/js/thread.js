// The page of a thread: links that copy themselves, and a look for newer posts.
import { copyLinks } from "./thread/copy.js";
import { lookForNewer } from "./thread/newer.js";

copyLinks();
lookForNewer();
