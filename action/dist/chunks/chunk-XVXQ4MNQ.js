import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as h}from"./chunk-QIIK5P37.js";import{c as S}from"./chunk-SESWL2FW.js";import{b as w}from"./chunk-D2RIQWQ2.js";import{a as C,b}from"./chunk-OGSMFANX.js";import{b as y}from"./chunk-BZCFKB2Y.js";import{a as $}from"./chunk-QAOWYUA7.js";import{a as g}from"./chunk-RM3W4OMQ.js";import{c}from"./chunk-IEZUSGFO.js";import{a}from"./chunk-LW4U2VDV.js";import{mkdir as v,readFile as L,writeFile as d}from"node:fs/promises";import{join as m}from"node:path";import{cpus as T}from"node:os";function x(e,{script:r,options:o}){let t=o.some(i=>i.includes("native"))?T()[0]?.model:void 0;return JSON.stringify([e.family,o,t,r])}function P(e,r){let{build:o,script:t,options:i,cache:p}=r,n=e.compile(e.sourceFile(t),i.map(c).join(" "));return`build=${c(o)}
cache=${c(p??"")}
program="$build/program"
if [ -n "$cache" ]; then
  identity=$(${e.identify} 2>&1) || { printf '%s\\n' "$identity" >&2; exit 127; }
  key=$(printf '%s\\n' "$identity" | cat - "$build/recipe" | { sha256sum 2> /dev/null || shasum -a 256; } | cut -c 1-64)
  [ -z "$key" ] || program="$cache/$key"
fi
if [ -e "$program" ]; then
  touch -c "$program"
else
  (cd "$build" && program=program && ${n}) > "$build/messages" 2>&1 || {
    code=$?
    cat "$build/messages" >&2
    # 127 is the shell's word for a compiler that is not there, which is no fault of the program.
    [ "$code" = 127 ] || : > "$build/failed"
    exit "$code"
  }
  cat "$build/messages"
  if [ "$program" != "$build/program" ]; then
    mkdir -p "$cache"
    find "$cache" -mindepth 1 -maxdepth 1 -mtime +30 -exec rm -rf {} +
    cp -R "$build/program" "$program.$$" && { [ -e "$program" ] || mv "$program.$$" "$program"; }
    rm -rf "$program.$$"
    [ -e "$program" ] || program="$build/program"
  fi
fi
exec ${e.run(t)}
`}function Y(e,r){let{name:o,image:t,family:i,options:p}=e;return g({type:`gitphony.scripts.${i}.Script`,title:`Compile a ${o} program and run it.`,description:["Gitphony’s own type: Kestra has none like it, and `gitphony validate` says so. The program stands in the flow; an error of the compiler points at its line there.","On this machine, compiled programs are kept below `~/.cache/gitphony/compiled` by compiler, options and source, so the second run starts at once. In a container each run compiles.",r.description].filter(n=>n!==void 0).join(`

`),properties:a.Object({script:w,compilerOptions:a.Optional(a.Array(a.String(),{description:"Options of the compiler.",default:[...p]})),compileCacheEnabled:a.Optional(a.Boolean({description:"Keep the compiled program. Switch it off for a program that includes other files.",default:!0})),...S({image:t})}),outputs:y,examples:r.examples,run:(n,s)=>b(n,s,j(e,n,s))})}function j(e,r,o){let t;return{image:e.image,async commands(i){t=i.scratchPath("build");let p=await C(i,await $(o,r.script,i.variables));return await E(e,i,r,t,p),[`exec /bin/sh ${c(m(t,"steps"))}`]},fault:()=>I(e,r.script,o,t??"")}}async function E(e,r,{compilerOptions:o=e.options,compileCacheEnabled:t=!0},i,p){let n=t&&!r.runner.isolated,s={build:i,script:p,options:o,cache:n?m(h(),"compiled",e.family):void 0};await v(i),await Promise.all([d(m(i,e.sourceFile(p)),p),d(m(i,"recipe"),x(e,s)),d(m(i,"steps"),P(e,s))])}async function I({name:e,firstError:r},o,t,i){if(await L(m(i,"failed")).catch(()=>{})===void 0)return;let n=await L(m(i,"messages"),"utf8"),s=r(n),f="COMPILE_FAILED";if(s===void 0)return{code:f,message:`The ${e} program does not compile: ${J(n)}`};let{line:u,column:O=1,text:F}=s,l=o.includes("{{")||o.includes("{%")?void 0:await t.positionIn("script",u,O),k=l===void 0?"":` (line ${l.line} of the flow file)`;return{code:f,message:`The ${e} program does not compile: line ${u}${k}: ${F}`,hint:"The compiler’s messages stand in the task’s log.",...l===void 0?{}:{position:l}}}function J(e){return e.trimEnd().split(`
`).slice(-5).join(`
`)}export{Y as a};
