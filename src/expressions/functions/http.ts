import { defineFunction } from '../../contract/expression.ts';
import { required } from '../support/expect.ts';
import { unavailable } from '../support/unavailable.ts';

export const httpFunction = defineFunction({
  name: 'http',
  doc: 'The answer of an HTTP request.',
  arguments: [
    { name: 'uri', doc: 'The address.' },
    { name: 'method', doc: 'GET by default.' },
    { name: 'query', doc: 'Query parameters, a map.' },
    { name: 'body', doc: 'The body.' },
    { name: 'contentType', doc: 'Type of the body.' },
    { name: 'headers', doc: 'A map.' },
    { name: 'options', doc: 'A map.' },
    { name: 'accept', doc: 'Type of the answer.' },
  ],
  effect: 'io',
  run(args, call) {
    required(args, 'uri');
    return call.host.http?.(args) ?? unavailable('http');
  },
});
