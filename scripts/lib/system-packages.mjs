// Packages of the operating system: installed when that can be done without asking, else named.

import { existsSync } from "node:fs";
import { findOnPath, runLogged } from "./command.mjs";
import { busy, Failure } from "./report.mjs";

const onDebian = existsSync("/etc/debian_version") && findOnPath("apt-get") !== undefined;

/** True where packages can be installed without a question: as root on Debian and its children. */
export const canInstallPackages = onDebian && process.getuid?.() === 0;

/**
 * Installs Debian packages, or says which command people have to run.
 * @param {string} purpose what the packages are for, in a few words
 * @param {string[]} packages
 * @param {string} elsewhere what to do on systems other than Debian
 */
export function installPackages(purpose, packages, elsewhere) {
  const command = `apt-get install ${packages.join(" ")}`;
  if (!canInstallPackages) {
    throw new Failure(`${purpose} missing`, onDebian ? `run \`sudo ${command}\`` : elsewhere);
  }
  busy(purpose, command);
  // --no-remove: better to fail than to throw out a package that somebody wants.
  const parameters = ["-y", "--no-install-recommends", "--no-remove", "-o", "DPkg::Lock::Timeout=300"];
  const environment = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const install = () =>
    runLogged("apt-get-install", "apt-get", ["install", ...parameters, ...packages], { environment });
  try {
    install();
  } catch {
    // A fresh machine has no package lists, an old one has stale ones.
    runLogged("apt-get-update", "apt-get", ["update"], { environment });
    install();
  }
}
