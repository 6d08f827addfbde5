/**
 * Takes the place of the package abort-controller in bundles. Node has these classes itself; those of the package lose their
 * names in a bundle, and node-fetch knows a signal by the name of its class: uploads in pieces would fail.
 */
module.exports = globalThis.AbortController;
