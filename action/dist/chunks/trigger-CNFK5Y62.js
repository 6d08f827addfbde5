import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as d,b as t}from"./chunk-CCP4WNWF.js";import"./chunk-A6TFASQN.js";import"./chunk-K4FMNMKS.js";import"./chunk-VBYXNYOE.js";import"./chunk-LFEE35KD.js";import{b as p}from"./chunk-6CPFMN4J.js";import"./chunk-7Y5WSV3K.js";import"./chunk-Q3OK4FEC.js";import{a as l,b as h}from"./chunk-MZETTQUU.js";import"./chunk-BOQP6RS5.js";import{b as o}from"./chunk-RFO4DKW7.js";import"./chunk-WUQXK67W.js";import{a as i}from"./chunk-Q7HKJS7L.js";import"./chunk-NYSPXBBW.js";import{a as n}from"./chunk-KVN6QS6D.js";import{a}from"./chunk-GK35WNT7.js";import"./chunk-HX7BRULB.js";import"./chunk-MFIELPVX.js";import"./chunk-LVCHINOQ.js";import"./chunk-URO2WLO3.js";import"./chunk-HFHZAMUV.js";var S=n({type:"io.kestra.plugin.jdbc.postgresql.Trigger",title:"Runs the flow when a query on PostgreSQL has rows.",description:"Asks every `interval`, and fires each time that there are rows: nothing is remembered. So the query must not find again what is\ndone: delete or mark the rows in the flow, or by `afterSQL`. `sql` itself should only read.\n\nWith FETCH and FETCH_ONE the poll hands the rows over, up to 60,000 characters on GitHub. With STORE, and wherever there is an `afterSQL`, the\npoll only looks; the query runs once more where the execution runs, and starts nothing where the rows are gone by then.",properties:a.Object({...d,...i}),variables:p,examples:[{title:"New orders, each once",code:`id: new_orders
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
`}],toWorkflow:()=>({}),poll({afterSQL:s,...e},r){let c={fetchType:o(e),hasAfter:s!==void 0};return l(c,u=>t(e,u,r))},take:async(s,e,r)=>h(await t(e,o(e),r))});export{S as trigger};
