import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as c,b as o}from"./chunk-F3IASS3G.js";import"./chunk-IDPNT6GI.js";import"./chunk-K4FMNMKS.js";import"./chunk-BKUQCQD7.js";import{b as g}from"./chunk-Y3PZFIPW.js";import"./chunk-N4QLAZKP.js";import"./chunk-GBITEC57.js";import{b as d}from"./chunk-263Y6WEQ.js";import"./chunk-FLHTAYWU.js";import"./chunk-7Y5WSV3K.js";import"./chunk-Q3OK4FEC.js";import{a as h,b as p}from"./chunk-MZETTQUU.js";import"./chunk-BOQP6RS5.js";import{b as l,c as t}from"./chunk-NS2XLPVV.js";import"./chunk-WUQXK67W.js";import{a}from"./chunk-3K734UHQ.js";import"./chunk-O52CSQUH.js";import{a as n}from"./chunk-KVN6QS6D.js";import{a as i}from"./chunk-LW4U2VDV.js";import"./chunk-HX7BRULB.js";import"./chunk-MFIELPVX.js";import"./chunk-LVCHINOQ.js";import"./chunk-URO2WLO3.js";import"./chunk-HFHZAMUV.js";var q=n({type:"io.kestra.plugin.jdbc.postgresql.Trigger",title:"Runs the flow when a query on PostgreSQL has rows.",description:"Asks every `interval`, and fires each time that there are rows: nothing is remembered. So the query must not find again what is\ndone: delete or mark the rows in the flow, or by `afterSQL`. `sql` itself should only read.\n\nWith FETCH and FETCH_ONE the poll hands the rows over, up to 60,000 characters on GitHub. With STORE, and wherever there is an `afterSQL`, the\npoll only looks; the query runs once more where the execution runs, and starts nothing where the rows are gone by then.",properties:i.Object({...c,...l,...a}),variables:d,dryRunSql:g,examples:[{title:"New orders, each once",code:`id: new_orders
namespace: company.team
tasks:
  - id: each
    type: io.kestra.plugin.core.flow.ForEach
    values: "{{ trigger.rows }}"
    tasks:
      - id: tell
        type: io.kestra.plugin.core.log.Log
        message: "order {{ fromJson(taskrun.value).id }}"
triggers:
  - id: orders
    type: io.kestra.plugin.jdbc.postgresql.Trigger
    interval: PT15M
    url: jdbc:postgresql://localhost:5432/shop
    username: "{{ secret('POSTGRES_USER') }}"
    password: "{{ secret('POSTGRES_PASSWORD') }}"
    sql: SELECT id, amount FROM orders WHERE NOT seen
    afterSQL: UPDATE orders SET seen = true WHERE NOT seen
    fetchType: FETCH
`}],toWorkflow:()=>({}),poll({afterSQL:s,...e},r){let m={fetchType:t(e),hasAfter:s!==void 0};return h(m,u=>o(e,u,r))},take:async(s,e,r)=>p(await o(e,t(e),r))});export{q as trigger};
