import type { Packed } from "../packed";
import { unpack } from "../packed";
import type { PageData } from "../pageData";
import { estateOf } from "./estate";
import { startPage } from "./page";

/** Where the page begins: what it shows stands in it as data. */
const data = document.getElementById("data")?.textContent ?? "";
startPage(estateOf(unpack(JSON.parse(data) as Packed) as PageData));
