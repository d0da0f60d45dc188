/** All that the page says in English. */

import { bars } from "./bars";
import { common } from "./common";
import { confusion } from "./confusion";
import { controls } from "./controls";
import { curves } from "./curves";
import { diagnostic } from "./diagnostic";
import { epochs } from "./epochs";
import { explain } from "./explain";
import { features } from "./features";
import { gallery } from "./gallery";
import { keep } from "./keep";
import { keeping } from "./keeping";
import { notices } from "./notices";
import { offline } from "./offline";
import { pad } from "./pad";
import { page } from "./page";
import { problems } from "./problems";
import { report } from "./report";
import { settings } from "./settings";
import { status } from "./status";
import { structure } from "./structure";
import { weights } from "./weights";

export const en = {
  common,
  controls,
  status,
  problems,
  notices,
  diagnostic,
  settings,
  curves,
  epochs,
  structure,
  pad,
  bars,
  confusion,
  gallery,
  weights,
  features,
  explain,
  keep,
  keeping,
  report,
  page,
  offline,
};
