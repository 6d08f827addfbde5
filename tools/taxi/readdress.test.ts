import { expect, it } from 'vitest';
import { readdress } from './readdress.ts';

it('points download and database elsewhere and leaves the rest as it is', () => {
  const flow = `tasks:
  - commands:
      - wget -qO- https://github.com/DataTalksClub/nyc-tlc-data/releases/download/{{inputs.taxi}}/a.csv.gz
pluginDefaults:
  - type: io.kestra.plugin.jdbc.postgresql
    values:
      url: jdbc:postgresql://pgdatabase:5432/ny_taxi
      username: root
      password: root
`;
  const database = { jdbcUrl: 'jdbc:postgresql://127.0.0.1:5/db', user: 'me', password: 'p-_1' };
  expect(readdress(flow, { source: 'http://127.0.0.1:9', database })).toBe(`tasks:
  - commands:
      - wget -qO- http://127.0.0.1:9/{{inputs.taxi}}/a.csv.gz
pluginDefaults:
  - type: io.kestra.plugin.jdbc.postgresql
    values:
      url: jdbc:postgresql://127.0.0.1:5/db
      username: me
      password: "p-_1"
`);
});

it('leaves secrets alone', () => {
  const values = `      url: "{{ secret('POSTGRES_JDBC_URL') }}"\n      password: "{{ secret('POSTGRES_PASSWORD') }}"\n`;
  const database = { jdbcUrl: 'jdbc:postgresql://127.0.0.1:5/db', user: 'me', password: 'secret' };
  expect(readdress(values, { source: 'http://127.0.0.1:9', database })).toBe(values);
});
