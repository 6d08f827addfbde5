/**
 * Keys that Kestra knows and that change nothing of what a flow does here, each with what it is there and why it is nothing here. They are
 * judged by their schema, and warned of.
 */
const ofAll: Readonly<Record<string, string>> = {
  version: 'chooses among versions of a plugin in Kestra’s paid edition; here the version is that of Gitphony',
  logToFile: 'keeps the logs out of a server’s database; here they are files anyway',
  assets: 'fills the catalogue of Kestra’s paid edition; what runs is the same without it',
};

export const ignoredTaskKeys: Readonly<Record<string, string>> = ofAll;

export const ignoredTriggerKeys: Readonly<Record<string, string>> = {
  ...ofAll,
  failOnTriggerError:
    'makes a failed execution of the flow where a trigger cannot be judged; here its poll or scheduled run itself fails, and no flow that waits for a FAILED one starts',
  stopAfter: 'disables triggers that a server’s scheduler looks after; this type is none of them, in Kestra neither',
};

/** Keys that polling triggers obey, with why they are nothing to the other ones. */
export const pollingTriggerKeys: Readonly<Record<string, string>> = {
  logLevel: 'is the least level of what the trigger itself logs while it looks for something; this type logs nothing',
  allowConcurrent: 'is asked by triggers that a server’s scheduler looks after; this type starts a run for each event',
};
