import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as e}from"./chunk-XVXQ4MNQ.js";import"./chunk-QIIK5P37.js";import"./chunk-SESWL2FW.js";import"./chunk-D2RIQWQ2.js";import"./chunk-OGSMFANX.js";import"./chunk-BOIMSC3U.js";import"./chunk-BZCFKB2Y.js";import"./chunk-FSZTUZDU.js";import"./chunk-ISDF43IW.js";import"./chunk-UGJ7PYAJ.js";import"./chunk-77IIEF2P.js";import"./chunk-WFVFRHC6.js";import"./chunk-L2MDLDUR.js";import"./chunk-W6MAJZO6.js";import"./chunk-QAOWYUA7.js";import"./chunk-RM3W4OMQ.js";import"./chunk-IEZUSGFO.js";import"./chunk-2FWEB637.js";import"./chunk-LW4U2VDV.js";import"./chunk-HX7BRULB.js";import"./chunk-MFIELPVX.js";import"./chunk-LVCHINOQ.js";import"./chunk-URO2WLO3.js";import"./chunk-HFHZAMUV.js";var o={family:"rust",name:"Rust",image:"rust",options:["-C","opt-level=3","--edition","2021"],sourceFile:()=>"main.rs",identify:"rustc -vV",compile:(r,t)=>`rustc ${t} -o "$program" ${r}`,run:()=>'"$program"',firstError(r){let t=/^error(?:\[\w+\])?: (.*)\n\s*--> [^:\n]+:(\d+):(\d+)$/mu.exec(r);if(t===null)return;let[,s="",i,n]=t;return{line:Number(i),column:Number(n),text:s}}};var l=e(o,{description:"The standard library is there, crates are not: for those, let a shell task run cargo.",examples:[{title:"Outputs from Rust",code:`id: rust_script
namespace: company.team
tasks:
  - id: total
    type: gitphony.scripts.rust.Script
    taskRunner:
      type: io.kestra.plugin.core.runner.Process
    script: |
      fn main() {
          let total: u64 = (1..=3).sum();
          println!(r#"::{}"outputs": {}"total": {}{}{}::"#, '{', '{', total, '}', '}');
      }
  - id: tell
    type: io.kestra.plugin.core.log.Log
    message: "{{ outputs.total.vars }}"
`}]});export{l as script};
