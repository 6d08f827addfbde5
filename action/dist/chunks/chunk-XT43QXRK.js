import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{b as A,c as j}from"./chunk-NP5F7ORC.js";import{a as _}from"./chunk-QIIK5P37.js";import{b as U}from"./chunk-BOIMSC3U.js";import{c as g}from"./chunk-IEZUSGFO.js";import{a as d}from"./chunk-GK35WNT7.js";import{c as l}from"./chunk-ZTYQ7J6N.js";import{mkdir as Kt,writeFile as Vt}from"node:fs/promises";import{join as N}from"node:path";import{createHash as Ut}from"node:crypto";import{mkdir as At}from"node:fs/promises";import{join as jt}from"node:path";import{randomBytes as pt}from"node:crypto";import{existsSync as F}from"node:fs";import{mkdir as C,readdir as dt,rename as lt,rm as D,stat as mt,utimes as ut}from"node:fs/promises";import{basename as ft,dirname as gt,join as L}from"node:path";var ht=10*6e4,T=new Map;async function b(t,n){for(;;){if(F(t)){let i=new Date;return await ut(t,i,i).catch(()=>{}),!1}let r=T.get(t);if(r===void 0)break;await r.catch(()=>{})}let e=yt(t,n);T.set(t,e);try{await e}finally{T.delete(t)}return!0}async function yt(t,n){let e=gt(t);await C(e,{recursive:!0}),await Pt(e);let r=`${process.pid}-${A(process.pid)??0}`,i=L(e,`${ft(t)}.draft-${r}-${pt(4).toString("hex")}`);await C(i);try{await n(i),await lt(i,t).catch(o=>{if(!F(t))throw o})}finally{await D(i,{recursive:!0,force:!0})}}async function Pt(t){for(let n of await dt(t)){let[,e,r]=/\.draft-(\d+)-(\d+)-[0-9a-f]+$/u.exec(n)??[];if(e===void 0||j(Number(e),Number(r)))continue;let i=L(t,n),o=await mt(i).catch(()=>{});o!==void 0&&Date.now()-o.mtimeMs>ht&&await D(i,{recursive:!0,force:!0})}}var I=2e3;async function h(t,n){let[e,r]=[K(),K()],{exitCode:i}=await t.run({...n,onStdout:async o=>e.splitter.write(o),onStderr:async o=>r.splitter.write(o)});return{exitCode:i,stdout:e.text(),stderr:r.text()}}function K(){let t=[],n=new U(r=>{t.push(r),t.length>2*I&&t.splice(0,I)});return{splitter:n,text:()=>(n.end(),t.slice(-I).join(`
`))}}var wt=/^(?:UV|PIP)_[A-Z0-9_]+$/u;function P(t){let n={};for(let[e,r]of t)r!==void 0&&wt.test(e)&&(n[e]=r);return n}async function V(t,n){let e=t.runner.isolated?await t.context.runner({type:"io.kestra.plugin.core.runner.Process",properties:{}}):t.runner,r=n.get("PATH")??process.env.PATH??"",i={...P(Object.entries(process.env)),...P(n),PATH:r};return{path:r,run:(o,a={})=>h(e,{argv:o,directory:t.directory,environment:{...i,...a}})}}import{readdir as M,readFile as $t,writeFile as G}from"node:fs/promises";import{join as Y}from"node:path";var _t=/^(?:Using (?:CPython|Python)|warning: |Resolved |Prepared |\[notice\]|\s*$)/u,bt=12;function O(t,n,e){let r=e.split(`
`).filter(p=>!_t.test(p)),i=r.findIndex(p=>/error|×/iu.test(p)),o=(i===-1?r:r.slice(i)).slice(0,bt).join(`
`),a=n.filter(p=>vt(p,o)),s=a.length===0?n:a,c=/No solution found|not found in the package registry|No matching distribution|Failed to parse|Invalid requirement/iu;return new l("DEPENDENCIES_NOT_INSTALLED",`Python's dependencies could not be installed: ${s.join(", ")}
${t}: ${o}`,{retryable:!c.test(o),hint:"Check the name and version of what it speaks of, and the network; UV_ and PIP_ variables (an index of your own: UV_DEFAULT_INDEX, PIP_INDEX_URL) may stand in `env`."})}function vt(t,n){let r=(/^[A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?/u.exec(t)?.[0]??t).split(/[-_.]+/u).map(i=>i.replaceAll(/[^\w]/gu,String.raw`\$&`)).join("[-_.]+");return new RegExp(`(?:^|[^\\w.-])${r}(?![\\w-])`,"iu").test(n)}import{accessSync as xt,constants as kt,existsSync as St,statSync as Tt}from"node:fs";import{writeFile as It}from"node:fs/promises";import{delimiter as Ot,join as x}from"node:path";var v="0.13.9",B=["d7f459fe4fd247d830351c75686d3996ace3c6f3f728eb0e85a30b7ada0cef19","2c45530751517d6c3bbc69a19473f6effe47cce047bede01ffd8af7ea7b36b25","5435c5ce14a56431208ca0996416d310f1598e8c2c8ba707688985a16bb82dbe","c16ed11e013557536b3e60065f1b912f6407bd6518e041b961e23ef9e6b4fbf5","66c512266d633bef48384a1f53003f41f2a8e7b36fe6e7fbfd3e0fd52d96fa63"];async function k(t,n){let e=t.path.split(Ot).filter(o=>o!=="").map(o=>x(o,"uv")).find(Nt);if(e!==void 0)return e;let r=x(_(),"uv",v),i=x(r,"bin","uv");return St(i)||(n.info(`Installing uv ${v}, which this machine lacks`),await b(r,o=>Et(t,o))),i}async function Et(t,n){let e=x(n,"uv.txt"),r=B.map(s=>`--hash=sha256:${s}`).join(" ");await It(e,`uv==${v} ${r}
`);let i=["--quiet","--no-input","--disable-pip-version-check","--no-deps","--only-binary",":all:"],{exitCode:o,stderr:a}=await t.run(["python3","-m","pip","install",...i,"--require-hashes","--target",n,"-r",e],{PIP_ROOT_USER_ACTION:"ignore"}).catch(s=>{throw q(s instanceof Error?s.message:String(s),s)});if(o!==0)throw q(a)}function q(t,n){let e=t.trim().split(`
`).slice(-8).join(`
`);return new l("UV_NOT_INSTALLED",`uv is not on PATH, and pip could not install it: ${e}`,{cause:n,hint:"Install uv (https://docs.astral.sh/uv, `pip install uv`, or the action astral-sh/setup-uv), or set `packageManager: PIP` to use the pip of your Python."})}function Nt(t){try{return xt(t,kt.X_OK),Tt(t).isFile()}catch{return!1}}async function X(t){let{scene:n,host:e,target:r,requirements:i,folder:o}=t,a=await k(e,n.context.log),s=await W(t),c=r.executable===void 0?["--python-version",r.version,"--python-platform",r.platform??"linux","--only-binary",":all:"]:["--python",r.executable,"--compile-bytecode"],{exitCode:p,stdout:f,stderr:u}=await e.run([a,"pip","install","--target",o,...c,"-r",s],{UV_NO_PROGRESS:"1",NO_COLOR:"1",UV_LINK_MODE:"copy"});if(p!==0)throw O("uv",i,u||f);return r.executable===void 0&&await Ht(Y(o,"bin")),Z(o)}async function J(t,n){let{scene:e,host:r,requirements:i,folder:o,image:a}=t,s=await W(t),p=["/bin/sh","-c",`${n} -m pip install --quiet --no-input --disable-pip-version-check --target ${g(o)} -r ${g(s)}`],f={PIP_ROOT_USER_ACTION:"ignore"},{exitCode:u,stdout:y,stderr:w}=e.runner.isolated?await h(e.runner,{argv:p,environment:f,directory:e.directory,mounts:[{path:o,writable:!0}],...a===void 0?{}:{containerImage:a}}):await r.run(p,f);if(u!==0)throw O("pip",i,w||y);return Z(o)}async function W({scene:t,requirements:n}){let e=t.scratchPath("requirements.txt");return await G(e,`${n.join(`
`)}
`),e}async function Ht(t){let n=await M(t).catch(()=>[]);for(let e of n){let r=Y(t,e),i=await $t(r,"latin1"),o=i.indexOf(`
`);/^#!.*python/u.test(i.slice(0,o))&&await G(r,`#!/usr/bin/env python3${i.slice(o)}`,"latin1")}}async function Z(t){return(await M(t)).filter(e=>e.endsWith(".dist-info")).map(e=>e.slice(0,-10).replace("-"," "))}import{dirname as Rt}from"node:path";async function Q(t,n,e){let r=await k(n,t.context.log).catch(s=>{throw s instanceof l?E(e,s.message,s):s}),i=async()=>n.run([r,"python","find","--managed-python","--no-project",e],z),o=await i();if(o.exitCode!==0){t.context.log.info(`Installing Python ${e} by uv, which this machine lacks`);let{exitCode:s,stderr:c}=await n.run([r,"python","install",e],z);if(s===0)o=await i();else throw E(e,c)}let a=o.stdout.trim();if(o.exitCode!==0||a==="")throw E(e,o.stderr);return{target:{executable:a,version:e.split(".").slice(0,2).join(".")},programs:Rt(a)}}var z={UV_NO_PROGRESS:"1",NO_COLOR:"1"};function E(t,n,e){return new l("PYTHON_NOT_FOUND",`python${t}: not found, and uv could not get it: ${n.trim()}`,{cause:e,hint:`Install Python ${t} on the machine that runs the flow (action actions/setup-python), or use an image (python:${t}-slim).`})}var et="import sys; print(sys.executable, '%d.%d' % sys.version_info[:2], getattr(sys.implementation, '_multiarch', ''), sep='\\n')";async function nt(t,n){let{exitCode:e,stdout:r}=await t.run(["/bin/sh","-c",`${n} -I -S -c "${et}"`]),[i,o]=r.split(`
`);return e===0&&i!==void 0&&o!==void 0?{executable:i,version:o}:void 0}async function rt(t,n,e,r){let i=r??/(?:^|\/)python:(\d+\.\d+)(?:\.\d+)?(?:$|[-@])/u.exec(n??"")?.[1];if(i!==void 0)return{version:i,platform:tt(n?.includes("alpine")===!0)};let o=await h(t.runner,{argv:["/bin/sh","-c",`${e} -I -S -c "${et}"`],directory:t.directory,environment:{},...n===void 0?{}:{containerImage:n}}),[,a,s=""]=o.stdout.split(`
`);if(o.exitCode===0&&a!==void 0)return{version:a,platform:tt(s.endsWith("musl"))};throw new l("PYTHON_NOT_FOUND",`${n??t.runner.type} has no Python to install dependencies for: ${o.stderr.trim()}`,{retryable:!1,hint:"Set containerImage to one with Python, such as python:3.13-slim."})}function tt(t){return`${process.arch==="arm64"?"aarch64":"x86_64"}-unknown-linux-${t?"musl":"gnu"}`}var Ct=1;async function ot(t,n,e,r){let{dependencies:i=[],pythonVersion:o,packageManager:a="UV",dependencyCacheEnabled:s=!0}=n,c=[...new Set(i.map(m=>m.trim()))].filter(m=>m!=="").toSorted(),{isolated:p}=t.runner;if(c.length===0&&(p||o===void 0))return{};let f=await V(t,r),u=p?{target:await rt(t,t.runner.imageless===!0?void 0:n.containerImage,e,o)}:await Dt(t,f,e,n),y="programs"in u&&u.programs!==void 0?{programs:u.programs}:{};if(c.length===0)return y;let{target:w}=u,H=async m=>{let R={scene:t,host:f,target:w,requirements:c,folder:m,...n.containerImage===void 0?{}:{image:n.containerImage}},at=performance.now();t.context.log.info(`Installing ${c.join(", ")}`);let ct=await(a==="UV"?X(R):J(R,e));t.context.log.debug(`Installed in ${((performance.now()-at)/1e3).toFixed(1)} s: ${ct.join(", ")}`)};if(!s||c.some(Ft)){let m=t.scratchPath("dependencies");return await At(m,{recursive:!0}),await H(m),{...y,packages:m}}let S=jt(_(),"python",Lt(w,a,c,r));return await b(S,H)||t.context.log.debug(`Dependencies are there already: ${c.join(", ")}`),t.mount(S),{...y,packages:S}}function Ft(t){return/^(?:[./~]|-|file:)|@ *file:/u.test(t)}async function Dt(t,n,e,{pythonVersion:r,packageManager:i="UV"}){let o=await nt(n,e);if(o!==void 0)return{target:o};if(r!==void 0&&i==="UV")return Q(t,n,r);throw new l("PYTHON_NOT_FOUND",`${r===void 0?"python3":`python${r}`}: not found`,{retryable:!1,hint:"Install python3 on the machine that runs the flow, or set pythonVersion to one that is there."})}function Lt(t,n,e,r){let i={...P(Object.entries(process.env)),...P(r)},o=Object.entries(i).filter(([s])=>/INDEX|FIND_LINKS|PRERELEASE|RESOLUTION|EXCLUDE_NEWER|CONSTRAINT|OVERRIDE/u.test(s)).map(([s,c])=>`${s}=${c.replaceAll(/\/\/[^/@\s]*@/gu,"//")}`).toSorted(),a=[Ct,n,t,process.platform,process.arch,e,o];return Ut("sha256").update(JSON.stringify(a)).digest("hex").slice(0,32)}var it=`"""Outputs, metrics and logs for Gitphony. Gives way to the installed package "kestra"."""
import importlib.machinery
import importlib.util
import json
import logging
import os
import sys
import time

_here = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
_elsewhere = [p for p in sys.path if os.path.abspath(p or os.getcwd()) != _here]
_real = importlib.machinery.PathFinder.find_spec("kestra", _elsewhere)

if _real is not None and _real.loader is not None:
    _module = importlib.util.module_from_spec(_real)
    sys.modules[__name__] = _module
    _real.loader.exec_module(_module)
else:

    class _Handler(logging.Handler):
        def emit(self, record):
            Kestra.send_log(record.levelname, self.format(record))

    class Kestra:
        """The part of Kestra's Python library that scripts use from inside a flow."""

        _logger = None

        @staticmethod
        def format(map_):
            return "::" + json.dumps(map_, default=str) + "::"

        @staticmethod
        def _send(map_):
            sys.stdout.write(Kestra.format(map_) + "\\n")
            sys.stdout.flush()

        @staticmethod
        def outputs(map_):
            Kestra._send({"outputs": map_})

        @staticmethod
        def assets(map_):
            Kestra._send({"assets": map_})

        @staticmethod
        def counter(name, value, tags=None):
            Kestra._metrics(name, "counter", value, tags)

        @staticmethod
        def gauge(name, value, tags=None):
            Kestra._metrics(name, "gauge", value, tags)

        @staticmethod
        def timer(name, duration, tags=None):
            """A number of seconds, or a function to call and time."""
            if callable(duration):
                start = time.monotonic()
                duration()
                duration = time.monotonic() - start
            Kestra._metrics(name, "timer", duration, tags)

        @staticmethod
        def send_log(level, message):
            Kestra._send({"logs": [{"level": level, "message": str(message)}]})

        @staticmethod
        def logger():
            if Kestra._logger is None:
                logger = logging.getLogger("Kestra")
                logger.setLevel(logging.DEBUG)
                logger.propagate = False
                logger.addHandler(_Handler())
                Kestra._logger = logger
            return Kestra._logger

        @staticmethod
        def _metrics(name, type_, value, tags=None):
            Kestra._send({"metrics": [{"name": name, "type": type_, "value": value, "tags": tags or {}}]})

    def __getattr__(name):
        if name.startswith("_"):
            raise AttributeError(name)
        raise ImportError(
            "the module kestra that Gitphony brings has Kestra only, not " + name
            + ": for the whole package, list kestra under the task's dependencies"
        )
`;var st={image:"python:3.13-slim"};function Bt({pythonVersion:t}){return t!==void 0?g(`python${t.split(".",2).join(".")}`):'"$(command -v python || command -v python3 || echo python)"'}function Me(t,n){let e=[];return{...st,async environment(r,i){let o=await ot(r,{containerImage:st.image,...t},Bt(t),i);e=[o.packages===void 0?void 0:N(o.packages,"bin"),o.programs].filter($);let a=[i.get("PYTHONPATH"),o.packages,await qt(r)].filter($);return{PYTHONUNBUFFERED:"true",PIP_ROOT_USER_ACTION:"ignore",PIP_DISABLE_PIP_VERSION_CHECK:"1",...Object.fromEntries(i),PYTHONPATH:a.join(":"),...r.runner.isolated?{}:Mt(e,i)}},async commands(r){let i=await n.commands(r);return!r.runner.isolated||e.length===0?i:[`export PATH=${e.map(g).join(":")}:"$PATH"`,...i]}}}function $(t){return t!==void 0&&t!==""}async function qt(t){let n=t.scratchPath("python");return await Kt(N(n,"kestra"),{recursive:!0}),await Vt(N(n,"kestra","__init__.py"),it),n}function Mt(t,n){if(t.length===0)return{};let e=n.get("PATH")??process.env.PATH??"";return{PATH:[...t,e].filter($).join(":")}}var Gt={dependencies:d.Optional(d.Array(d.String(),{description:"Packages for the script, as in a requirements file: `requests`, `pandas==2.2.3`, `polars[excel]>=1`. They are resolved on the machine that runs the flow, kept under `~/.cache/gitphony/python` by a hash of list, Python, platform and index, and found by PYTHONPATH; a container gets them read-only. Versions stay as they were when the list was first resolved. A list with paths or options (`./wheel.whl`, `--index-url …`) is installed anew each time. Settings of uv and pip (`UV_DEFAULT_INDEX` …) may stand in `env`."})),dependencyCacheEnabled:d.Optional(d.Boolean({description:"Keep installed dependencies for later runs with the same list and the same Python.",default:!0})),pythonVersion:d.Optional(d.String({description:"The Python to use, as `3.12`. By Process, the program `python3.12`; where the machine has none, uv gets it (with `packageManager: UV`). In a container, the version that dependencies are resolved for; by default that of an image tag such as `python:3.12-slim`, else what a container of the image answers.",pattern:"^[0-9]+\\.[0-9]+(\\.[0-9]+)?$"})),packageManager:d.Optional(d.Union([d.Literal("UV"),d.Literal("PIP")],{description:"What installs dependencies. UV: found on PATH, else installed from PyPI at a pinned version. PIP: the pip of the task’s own Python; in a container, that of the image.",default:"UV"}))},Xe=d.Object(Gt);export{st as a,Bt as b,Me as c,Gt as d};
