import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as O}from"./chunk-WAJNXWLP.js";import{a as I}from"./chunk-HNJUXKSF.js";import{c as l}from"./chunk-IEZUSGFO.js";import{b as _}from"./chunk-2FWEB637.js";import{a as c}from"./chunk-LW4U2VDV.js";import{c as g}from"./chunk-MFIELPVX.js";import"./chunk-HFHZAMUV.js";import{randomBytes as he}from"node:crypto";import{readFile as J,rm as D,writeFile as V,mkdtemp as Z}from"node:fs/promises";import{tmpdir as X}from"node:os";import{basename as w,dirname as L,join as T}from"node:path";import{setTimeout as Q}from"node:timers/promises";var E=5;function K({base:t,work:n,exit:e},{argv:o,environment:i}){let r=Object.entries(i).filter(([s])=>/^[A-Za-z_]\w*$/u.test(s)).map(([s,a])=>`export ${s}=${l(a)}`);return`exec 3<&0 </dev/null
(
  trap '' TERM HUP INT
  cat <&3 >/dev/null
  : > ${l(`${t}/stopped`)}
  kill -TERM -$$
  left=${E}0
  while [ $left -gt 0 ] && kill -0 $$; do sleep 0.1; left=$((left - 1)); done
  rm -rf ${l(t)}
  kill -KILL -$$
) >/dev/null 2>&1 &
watcher=$!
(
  exec 3<&-
  cd ${l(n)} || exit 126
${r.map(s=>`  ${s}`).join(`
`)}
  exec ${o.map(l).join(" ")}
) &
child=$!
exec 3<&-
trap : TERM
wait $child
code=$?
while kill -0 $child 2>/dev/null; do wait $child; code=$?; done
[ -e ${l(`${t}/stopped`)} ] && exit $code
kill -KILL $watcher
printf '%s' $code > ${l(e)}
kill -TERM -$$
exit $code
`}import{spawn as Y}from"node:child_process";import{once as N}from"node:events";var $=255,z=4e3;async function S(t,n){let[e="",...o]=t,{SSH_AUTH_SOCK:i}=process.env,r={...O(process.env),...i===void 0?{}:{SSH_AUTH_SOCK:i}},s=Y(e,o,{env:r,stdio:n});try{await N(s,"spawn")}catch(a){throw _(e,{cause:a})}return s}async function k(t){let n="";t.stderr?.on("data",o=>{n=(n+o.toString()).slice(-z)});let[e]=await N(t,"close");return{exitCode:e??$,stderr:n.trim()}}async function R(t,n,e){let o=await S(t,["ignore","pipe","pipe"]),i=k(o),r=await S(n,[o.stdout??"ignore","ignore","pipe"]);o.stdout?.destroy();let s=()=>{o.kill(),r.kill()};e.addEventListener("abort",s,{once:!0});try{return await Promise.all([i,k(r)])}finally{e.removeEventListener("abort",s)}}function v(t,{stderr:n}){let e=n===""?"the connection broke":n.split(`
`).slice(-6).join(`
`),o=q.find(([r])=>r.test(e))?.[1],i=!/Permission denied|Host key|REMOTE HOST IDENTIFICATION|invalid format|Bad configuration/iu.test(e);return new g("SSH_FAILED",`${t} cannot be used by ssh: ${e}`,{retryable:i,...o===void 0?{}:{hint:o}})}var q=[[/REMOTE HOST IDENTIFICATION|Host key verification failed|host key is known/iu,"Give the host key as hostKey (ssh-keyscan prints it; compare it by another way), or put it into known_hosts."],[/invalid format|error in libcrypto/iu,"privateKey has to be the whole file, without passphrase, line ends included."],[/Permission denied/iu,"Give a privateKey whose public half is in authorized_keys of that user, or load it into ssh-agent. Passwords are not used."],[/resolve hostname|refused|timed out|No route/iu,"Check host and port, and that this machine may reach them."]];async function G(t,n,e,o){let i=`${n}/${w(e.directory)}`,r={base:n,work:i,script:`${n}/run`,exit:`${i}/.${w(n)}-exit`},s=!1;try{await ee(t,r,e,o.signal);let a=await te(t,r,e,o);o.signal.throwIfAborted();let h=await ne(t,r,e.directory,a,o.signal);return s=!0,h}finally{s||await re(t,n,o)}}async function ee(t,n,{argv:e,environment:o,directory:i,mounts:r=[]},s){let{base:a,work:h,script:y}=n,d=[[i,h]];for(let[f,{path:p}]of r.entries())d.push([p,`${a}/mount${f}/${w(p)}`]);d.sort(([f],[p])=>p.length-f.length);let m=f=>d.reduce((p,[W,U])=>p.replaceAll(W,U),f),C=Object.entries(o).map(([f,p])=>[f,m(p)]),x=await Z(T(X(),"gitphony-ssh-run-"));try{let f=K(n,{argv:e.map(m),environment:Object.fromEntries(C)});await V(T(x,w(y)),f,{mode:384});let p=[...b(x,w(y)),...b(L(i),w(i))];await H(t,p,a,s)}finally{await D(x,{recursive:!0,force:!0})}for(let[f,{path:p}]of r.entries())await H(t,b(L(p),w(p)),`${a}/mount${f}`,s)}function b(t,n){return["-C",t,`./${n}`]}async function H(t,n,e,o){let[i,r]=await R(["tar","-cf","-",...n],t.argv(`umask 077; mkdir ${l(e)} && tar -C ${l(e)} -xf -`),o);if(o.throwIfAborted(),r.exitCode===$)throw v(t.destination,r);if(/cannot create directory|mkdir:/u.test(r.stderr))throw new g("SSH_FAILED",`${t.destination}: the folder ${e} cannot be made: ${r.stderr}`,{retryable:!1,hint:"Set remoteDirectory to a folder in which the remote user may write."});if(r.exitCode!==0)throw A(t,"sent",r.stderr);if(i.exitCode!==0)throw A(t,"sent",i.stderr)}async function te(t,{script:n},e,{signal:o}){let i=await S(t.argv(`exec /bin/sh ${l(n)}`),["pipe","pipe","pipe"]);i.stdin?.on("error",()=>{});let r="",s,a=()=>{i.stdin?.end(),s=setTimeout(()=>i.kill("SIGKILL"),(E+3)*1e3)};o.addEventListener("abort",a,{once:!0}),o.aborted&&a();let h=new Promise(d=>i.once("close",d));try{await Promise.all([F(i.stdout,d=>e.onStdout(d)),F(i.stderr,d=>(r=(r+d.toString()).slice(-1e3),e.onStderr(d)))])}catch(d){throw a(),i.stdout?.resume(),i.stderr?.resume(),await h,d}finally{o.removeEventListener("abort",a)}let y=await h;return clearTimeout(s),{exitCode:y??$,last:r}}async function F(t,n){if(t!==null)for await(let e of t)await n(e)}async function ne(t,{base:n,work:e,exit:o},i,r,s){let[a,h]=await R(t.argv(`[ -e ${l(o)} ] && tar -C ${l(e)} -cf - . && rm -rf ${l(n)}`),["tar","-C",i,"--no-same-owner","-xf","-"],s);s.throwIfAborted();let y=T(i,w(o)),d=await J(y,"utf8").catch(()=>{});if(d===void 0)throw v(t.destination,{exitCode:r.exitCode,stderr:a.stderr||r.last});if(await D(y,{force:!0}),a.exitCode===$)throw v(t.destination,a);if(a.exitCode!==0||h.exitCode!==0)throw A(t,"fetched",[a.stderr,h.stderr].join(`
`).trim());return{exitCode:Number(d)}}function A(t,n,e){return new g("SSH_FAILED",`${t.destination}: files could not be ${n}: ${e}`,{hint:"Both sides need tar, and room on their disks."})}var oe=1e4;async function re(t,n,{log:e}){let o=await S(t.argv(`rm -rf ${l(n)}`),["ignore","ignore","pipe"]),i=Q(oe,void 0,{ref:!1}).then(()=>{o.kill("SIGKILL")}),r=await Promise.race([k(o),i]);(r===void 0||r.exitCode!==0)&&e.warn(`${t.destination}: the folder ${n} could not be removed${r===void 0?"":`: ${r.stderr}`}`)}import{chmod as ie,mkdtemp as se,rm as ae,writeFile as M}from"node:fs/promises";import{tmpdir as de}from"node:os";import{join as P}from"node:path";var ce={STRICT:"yes",ACCEPT_NEW:"accept-new",NONE:"no"};async function j(t){let{host:n,port:e,username:o,privateKey:i,hostKey:r,hostKeyChecking:s="STRICT",connectTimeout:a=15}=t,h=await se(P(de(),"gitphony-ssh-")),y=()=>ae(h,{recursive:!0,force:!0}),d=["-T",...u("BatchMode","yes"),...u("LogLevel","ERROR"),...u("ConnectTimeout",String(a)),...u("ServerAliveInterval","15"),...u("ServerAliveCountMax","4"),...u("ForwardAgent","no"),...u("ClearAllForwardings","yes"),...u("StrictHostKeyChecking",ce[s]),...e===void 0?[]:["-p",String(e)],...o===void 0?[]:["-l",o]];try{if(i!==void 0){let m=P(h,"key");await M(m,`${i.replaceAll(`\r
`,`
`).trimEnd()}
`,{mode:384}),await ie(m,384),d.push("-i",m,...u("IdentitiesOnly","yes"),...u("IdentityAgent","none"))}if(r!==void 0){let m=P(h,"known_hosts"),C=e===void 0||e===22?n:`[${n}]:${e}`;await M(m,`${le(C,r)}
`,{mode:384}),d.push(...u("UserKnownHostsFile",m),...u("GlobalKnownHostsFile","/dev/null")),d.push(...u("HostKeyAlias",C))}}catch(m){throw await y(),m}return{destination:o===void 0?n:`${o}@${n}`,argv:m=>["ssh",...d,"--",n,m],[Symbol.asyncDispose]:y}}function u(t,n){return["-o",`${t}=${n}`]}function le(t,n){return n.split(`
`).map(e=>e.trim()).filter(e=>e!==""&&!e.startsWith("#")).map(e=>`${t} ${/^(?:ssh-|ecdsa-|sk-)/u.test(e)?e:e.replace(/^\S+\s+/u,"")}`).join(`
`)}var B=c.Object({host:c.String({description:"Name or address of the host, or a `Host` of the ssh configuration of the machine that runs the flow.",pattern:"^[^-\\s][^\\s]*$"}),port:c.Optional(c.Integer({minimum:1,maximum:65535,description:"Default: that of the ssh configuration, else 22."})),username:c.Optional(c.String({description:"The remote user. Default: that of the ssh configuration, else the local user’s name.",pattern:"^[^-\\s][^\\s]*$"})),privateKey:c.Optional(c.String({description:"The private key, without passphrase: `{{ secret('SSH_KEY') }}`. It stands in a file of mode 0600 while ssh needs it. Default: ssh-agent and the keys of the user. Passwords are not used."})),hostKey:c.Optional(c.String({description:"The host’s public key as `ssh-ed25519 AAAA…`, or lines of ssh-keyscan or known_hosts. Default: known_hosts of the user and the machine."})),hostKeyChecking:c.Optional(c.Union([c.Literal("STRICT"),c.Literal("ACCEPT_NEW"),c.Literal("NONE")],{description:"STRICT: a host whose key is not known is refused. ACCEPT_NEW: an unknown one is taken and remembered, a changed one refused. NONE: anybody may pose as the host.",default:"STRICT"})),remoteDirectory:c.Optional(c.String({description:"The folder in which the task’s own one is made, and removed.",default:"/tmp",pattern:"^/"})),connectTimeout:c.Optional(c.Integer({minimum:1,maximum:600,description:"Seconds to wait for a connection.",default:15}))});var Ge=I({type:"gitphony.runner.Ssh",title:"Run commands on another host by SSH.",description:"Gitphony’s own: Kestra has no such type. The files of the working directory go to a folder of the task’s own on the host, and come back when the command has ended, also a failed one; the folder goes in every case. The command is run by `/bin/sh` there, with the host’s environment and the task’s `env`, which travels in a file, never in a list of processes. When the task is stopped, or the process that runs it dies, the remote process group gets SIGTERM, and SIGKILL five seconds later.\n\nThe program `ssh` and its configuration are those of the machine that runs the flow (ssh_config, known_hosts, ssh-agent); both sides need `tar`. Paths of the working directory in commands and `env` become those of the host; inside of files they do not: use relative paths, or `$WORKING_DIR`.",isolated:!0,imageless:!0,properties:B,examples:[{title:"Count on a host that has the data",code:`id: on_another_host
namespace: company.team
tasks:
  - id: count
    type: io.kestra.plugin.scripts.shell.Commands
    taskRunner:
      type: gitphony.runner.Ssh
      host: data.example.com
      username: pipeline
      privateKey: "{{ secret('SSH_KEY') }}"
      hostKey: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIB0Y0PnVwn4LpOPrcWYyAtBBbVb5xmAFRWNXLSG5UUGd
    outputFiles:
      - counts.txt
    commands:
      - wc -l /srv/data/*.csv > counts.txt
`}],async run(t,n,e){e.signal.throwIfAborted(),n.hostKeyChecking==="NONE"&&e.log.warn("hostKeyChecking: NONE: whoever answers at that address gets the files and variables of this task");let o=await j(n);try{let i=`gitphony-${e.taskRun.id}-${he(6).toString("hex")}`,r=`${(n.remoteDirectory??"/tmp").replace(/\/+$/u,"")}/${i}`;return await G(o,r,t,e)}finally{await o[Symbol.asyncDispose]()}}});export{Ge as ssh};
