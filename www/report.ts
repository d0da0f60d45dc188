/** Registers the report, which is fetched when the page has nothing better to do, or when it is asked for. */

import { ReportPanel } from "./elements/report/report-panel";

const TAG = "fashion-trainer-report";

// A page that loads the script twice has the element already.
if (!customElements.get(TAG)) customElements.define(TAG, ReportPanel);
