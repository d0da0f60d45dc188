// A script of the old kind, which the browser runs before it paints anything: no frame shows the header for a moment.

const embed = new URLSearchParams(location.search).get("embed");
if (embed !== null) document.documentElement.dataset.embed = embed;
