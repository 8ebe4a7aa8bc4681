// Loaded on the page of a part, for who reads comments.
import { Panel } from "./panel";

const element = document.querySelector<HTMLElement>("[data-comments]");
if (element) new Panel(element);
