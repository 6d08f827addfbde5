import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as y}from"./chunk-K67GKL5A.js";import{a as _}from"./chunk-QIIK5P37.js";import{c as g}from"./chunk-IEZUSGFO.js";import{a as d}from"./chunk-LW4U2VDV.js";import{b as U,c as R}from"./chunk-NP5F7ORC.js";import{c as l}from"./chunk-MFIELPVX.js";import{mkdir as Ct,writeFile as Lt}from"node:fs/promises";import{join as E}from"node:path";import{createHash as Ht}from"node:crypto";import{mkdir as Ut}from"node:fs/promises";import{join as Rt}from"node:path";import{randomBytes as at}from"node:crypto";import{existsSync as j}from"node:fs";import{mkdir as A,readdir as ct,rename as pt,rm as F,stat as dt,utimes as lt}from"node:fs/promises";import{basename as mt,dirname as ut,join as D}from"node:path";var ft=10*6e4,S=new Map;async function b(t,n){for(;;){if(j(t)){let i=new Date;return await lt(t,i,i).catch(()=>{}),!1}let o=S.get(t);if(o===void 0)break;await o.catch(()=>{})}let e=gt(t,n);S.set(t,e);try{await e}finally{S.delete(t)}return!0}async function gt(t,n){let e=ut(t);await A(e,{recursive:!0}),await ht(e);let o=`${process.pid}-${U(process.pid)??0}`,i=D(e,`${mt(t)}.draft-${o}-${at(4).toString("hex")}`);await A(i);try{await n(i),await pt(i,t).catch(r=>{if(!j(t))throw r})}finally{await F(i,{recursive:!0,force:!0})}}async function ht(t){for(let n of await ct(t)){let[,e,o]=/\.draft-(\d+)-(\d+)-[0-9a-f]+$/u.exec(n)??[];if(e===void 0||R(Number(e),Number(o)))continue;let i=D(t,n),r=await dt(i).catch(()=>{});r!==void 0&&Date.now()-r.mtimeMs>ft&&await F(i,{recursive:!0,force:!0})}}var yt=/^(?:UV|PIP)_[A-Z0-9_]+$/u;function w(t){let n={};for(let[e,o]of t)o!==void 0&&yt.test(e)&&(n[e]=o);return n}async function C(t,n){let e=t.runner.isolated?await t.context.runner({type:"io.kestra.plugin.core.runner.Process",properties:{}}):t.runner,o=n.get("PATH")??process.env.PATH??"",i={...w(Object.entries(process.env)),...w(n),PATH:o};return{path:o,run:(r,a={})=>y(e,{argv:r,directory:t.directory,environment:{...i,...a}})}}import{readdir as V,readFile as Et,writeFile as q}from"node:fs/promises";import{join as B}from"node:path";var Pt=/^(?:Using (?:CPython|Python)|warning: |Resolved |Prepared |\[notice\]|\s*$)/u,wt=12;function I(t,n,e){let o=e.split(`
`).filter(p=>!Pt.test(p)),i=o.findIndex(p=>/error|×/iu.test(p)),r=(i===-1?o:o.slice(i)).slice(0,wt).join(`
`),a=n.filter(p=>_t(p,r)),s=a.length===0?n:a,c=/No solution found|not found in the package registry|No matching distribution|Failed to parse|Invalid requirement/iu;return new l("DEPENDENCIES_NOT_INSTALLED",`Python's dependencies could not be installed: ${s.join(", ")}
${t}: ${r}`,{retryable:!c.test(r),hint:"Check the name and version of what it speaks of, and the network; UV_ and PIP_ variables (an index of your own: UV_DEFAULT_INDEX, PIP_INDEX_URL) may stand in `env`."})}function _t(t,n){let o=(/^[A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?/u.exec(t)?.[0]??t).split(/[-_.]+/u).map(i=>i.replaceAll(/[^\w]/gu,String.raw`\$&`)).join("[-_.]+");return new RegExp(`(?:^|[^\\w.-])${o}(?![\\w-])`,"iu").test(n)}import{accessSync as bt,constants as vt,existsSync as kt,statSync as xt}from"node:fs";import{writeFile as Tt}from"node:fs/promises";import{delimiter as St,join as k}from"node:path";var v="0.13.9",L=["d7f459fe4fd247d830351c75686d3996ace3c6f3f728eb0e85a30b7ada0cef19","2c45530751517d6c3bbc69a19473f6effe47cce047bede01ffd8af7ea7b36b25","5435c5ce14a56431208ca0996416d310f1598e8c2c8ba707688985a16bb82dbe","c16ed11e013557536b3e60065f1b912f6407bd6518e041b961e23ef9e6b4fbf5","66c512266d633bef48384a1f53003f41f2a8e7b36fe6e7fbfd3e0fd52d96fa63"];async function x(t,n){let e=t.path.split(St).filter(r=>r!=="").map(r=>k(r,"uv")).find(Ot);if(e!==void 0)return e;let o=k(_(),"uv",v),i=k(o,"bin","uv");return kt(i)||(n.info(`Installing uv ${v}, which this machine lacks`),await b(o,r=>It(t,r))),i}async function It(t,n){let e=k(n,"uv.txt"),o=L.map(s=>`--hash=sha256:${s}`).join(" ");await Tt(e,`uv==${v} ${o}
`);let i=["--quiet","--no-input","--disable-pip-version-check","--no-deps","--only-binary",":all:"],{exitCode:r,stderr:a}=await t.run(["python3","-m","pip","install",...i,"--require-hashes","--target",n,"-r",e],{PIP_ROOT_USER_ACTION:"ignore"}).catch(s=>{throw K(s instanceof Error?s.message:String(s),s)});if(r!==0)throw K(a)}function K(t,n){let e=t.trim().split(`
`).slice(-8).join(`
`);return new l("UV_NOT_INSTALLED",`uv is not on PATH, and pip could not install it: ${e}`,{cause:n,hint:"Install uv (https://docs.astral.sh/uv, `pip install uv`, or the action astral-sh/setup-uv), or set `packageManager: PIP` to use the pip of your Python."})}function Ot(t){try{return bt(t,vt.X_OK),xt(t).isFile()}catch{return!1}}async function M(t){let{scene:n,host:e,target:o,requirements:i,folder:r}=t,a=await x(e,n.context.log),s=await Y(t),c=o.executable===void 0?["--python-version",o.version,"--python-platform",o.platform??"linux","--only-binary",":all:"]:["--python",o.executable,"--compile-bytecode"],{exitCode:p,stdout:f,stderr:u}=await e.run([a,"pip","install","--target",r,...c,"-r",s],{UV_NO_PROGRESS:"1",NO_COLOR:"1",UV_LINK_MODE:"copy"});if(p!==0)throw I("uv",i,u||f);return o.executable===void 0&&await Nt(B(r,"bin")),X(r)}async function G(t,n){let{scene:e,host:o,requirements:i,folder:r,image:a}=t,s=await Y(t),p=["/bin/sh","-c",`${n} -m pip install --quiet --no-input --disable-pip-version-check --target ${g(r)} -r ${g(s)}`],f={PIP_ROOT_USER_ACTION:"ignore"},{exitCode:u,stdout:h,stderr:P}=e.runner.isolated?await y(e.runner,{argv:p,environment:f,directory:e.directory,mounts:[{path:r,writable:!0}],...a===void 0?{}:{containerImage:a}}):await o.run(p,f);if(u!==0)throw I("pip",i,P||h);return X(r)}async function Y({scene:t,requirements:n}){let e=t.scratchPath("requirements.txt");return await q(e,`${n.join(`
`)}
`),e}async function Nt(t){let n=await V(t).catch(()=>[]);for(let e of n){let o=B(t,e),i=await Et(o,"latin1"),r=i.indexOf(`
`);/^#!.*python/u.test(i.slice(0,r))&&await q(o,`#!/usr/bin/env python3${i.slice(r)}`,"latin1")}}async function X(t){return(await V(t)).filter(e=>e.endsWith(".dist-info")).map(e=>e.slice(0,-10).replace("-"," "))}import{dirname as $t}from"node:path";async function W(t,n,e){let o=await x(n,t.context.log).catch(s=>{throw s instanceof l?O(e,s.message,s):s}),i=async()=>n.run([o,"python","find","--managed-python","--no-project",e],J),r=await i();if(r.exitCode!==0){t.context.log.info(`Installing Python ${e} by uv, which this machine lacks`);let{exitCode:s,stderr:c}=await n.run([o,"python","install",e],J);if(s===0)r=await i();else throw O(e,c)}let a=r.stdout.trim();if(r.exitCode!==0||a==="")throw O(e,r.stderr);return{target:{executable:a,version:e.split(".").slice(0,2).join(".")},programs:$t(a)}}var J={UV_NO_PROGRESS:"1",NO_COLOR:"1"};function O(t,n,e){return new l("PYTHON_NOT_FOUND",`python${t}: not found, and uv could not get it: ${n.trim()}`,{cause:e,hint:`Install Python ${t} on the machine that runs the flow (action actions/setup-python), or use an image (python:${t}-slim).`})}var z="import sys; print(sys.executable, '%d.%d' % sys.version_info[:2], getattr(sys.implementation, '_multiarch', ''), sep='\\n')";async function Q(t,n){let{exitCode:e,stdout:o}=await t.run(["/bin/sh","-c",`${n} -I -S -c "${z}"`]),[i,r]=o.split(`
`);return e===0&&i!==void 0&&r!==void 0?{executable:i,version:r}:void 0}async function tt(t,n,e,o){let i=o??/(?:^|\/)python:(\d+\.\d+)(?:\.\d+)?(?:$|[-@])/u.exec(n??"")?.[1];if(i!==void 0)return{version:i,platform:Z(n?.includes("alpine")===!0)};let r=await y(t.runner,{argv:["/bin/sh","-c",`${e} -I -S -c "${z}"`],directory:t.directory,environment:{},...n===void 0?{}:{containerImage:n}}),[,a,s=""]=r.stdout.split(`
`);if(r.exitCode===0&&a!==void 0)return{version:a,platform:Z(s.endsWith("musl"))};throw new l("PYTHON_NOT_FOUND",`${n??t.runner.type} has no Python to install dependencies for: ${r.stderr.trim()}`,{retryable:!1,hint:"Set containerImage to one with Python, such as python:3.13-slim."})}function Z(t){return`${process.arch==="arm64"?"aarch64":"x86_64"}-unknown-linux-${t?"musl":"gnu"}`}var At=1;async function et(t,n,e,o){let{dependencies:i=[],pythonVersion:r,packageManager:a="UV",dependencyCacheEnabled:s=!0}=n,c=[...new Set(i.map(m=>m.trim()))].filter(m=>m!=="").toSorted(),{isolated:p}=t.runner;if(c.length===0&&(p||r===void 0))return{};let f=await C(t,o),u=p?{target:await tt(t,t.runner.imageless===!0?void 0:n.containerImage,e,r)}:await Ft(t,f,e,n),{target:h}=u,P={..."programs"in u&&u.programs!==void 0?{programs:u.programs}:{},...h.executable===void 0?{}:{executable:h.executable}};if(c.length===0)return P;let $=async m=>{let H={scene:t,host:f,target:h,requirements:c,folder:m,...n.containerImage===void 0?{}:{image:n.containerImage}},it=performance.now();t.context.log.info(`Installing ${c.join(", ")}`);let st=await(a==="UV"?M(H):G(H,e));t.context.log.debug(`Installed in ${((performance.now()-it)/1e3).toFixed(1)} s: ${st.join(", ")}`)};if(!s||c.some(jt)){let m=t.scratchPath("dependencies");return await Ut(m,{recursive:!0}),await $(m),{...P,packages:m}}let T=Rt(_(),"python",Dt(h,a,c,o));return await b(T,$)||t.context.log.debug(`Dependencies are there already: ${c.join(", ")}`),t.mount(T),{...P,packages:T}}function jt(t){return/^(?:[./~]|-|file:)|@ *file:/u.test(t)}async function Ft(t,n,e,{pythonVersion:o,packageManager:i="UV"}){let r=await Q(n,e);if(r!==void 0)return{target:r};if(o!==void 0&&i==="UV")return W(t,n,o);throw new l("PYTHON_NOT_FOUND",`${o===void 0?"python3":`python${o}`}: not found`,{retryable:!1,hint:"Install python3 on the machine that runs the flow, or set pythonVersion to one that is there."})}function Dt(t,n,e,o){let i={...w(Object.entries(process.env)),...w(o)},r=Object.entries(i).filter(([s])=>/INDEX|FIND_LINKS|PRERELEASE|RESOLUTION|EXCLUDE_NEWER|CONSTRAINT|OVERRIDE/u.test(s)).map(([s,c])=>`${s}=${c.replaceAll(/\/\/[^/@\s]*@/gu,"//")}`).toSorted(),a=[At,n,t,process.platform,process.arch,e,r];return Ht("sha256").update(JSON.stringify(a)).digest("hex").slice(0,32)}var nt=`"""Outputs, metrics and logs for Gitphony. Gives way to the installed package "kestra"."""
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
`;var rt={image:"python:3.13-slim"};function ot({pythonVersion:t}){return t!==void 0?g(`python${t.split(".",2).join(".")}`):'"$(command -v python || command -v python3 || echo python)"'}function Le(t,n){let e=[],o=ot(t),i=n(()=>o);return{...rt,async environment(r,a){let s=await et(r,{containerImage:rt.image,...t},ot(t),a);s.executable!==void 0&&t.beforeCommands===void 0&&(o=g(s.executable)),e=[s.packages===void 0?void 0:E(s.packages,"bin"),s.programs].filter(N);let c=[a.get("PYTHONPATH"),s.packages,await Kt(r)].filter(N);return{PYTHONUNBUFFERED:"true",PIP_ROOT_USER_ACTION:"ignore",PIP_DISABLE_PIP_VERSION_CHECK:"1",...Object.fromEntries(a),PYTHONPATH:c.join(":"),...r.runner.isolated?{}:Vt(e,a)}},async commands(r){let a=await i.commands(r);return!r.runner.isolated||e.length===0?a:[`export PATH=${e.map(g).join(":")}:"$PATH"`,...a]}}}function N(t){return t!==void 0&&t!==""}async function Kt(t){let n=t.scratchPath("python");return await Ct(E(n,"kestra"),{recursive:!0}),await Lt(E(n,"kestra","__init__.py"),nt),n}function Vt(t,n){if(t.length===0)return{};let e=n.get("PATH")??process.env.PATH??"";return{PATH:[...t,e].filter(N).join(":")}}var qt={dependencies:d.Optional(d.Array(d.String(),{description:"Packages for the script, as in a requirements file: `requests`, `pandas==2.2.3`, `polars[excel]>=1`. They are resolved on the machine that runs the flow, kept under `~/.cache/gitphony/python` by a hash of list, Python, platform and index, and found by PYTHONPATH; a container gets them read-only. Versions stay as they were when the list was first resolved. A list with paths or options (`./wheel.whl`, `--index-url …`) is installed anew each time. Settings of uv and pip (`UV_DEFAULT_INDEX` …) may stand in `env`."})),dependencyCacheEnabled:d.Optional(d.Boolean({description:"Keep installed dependencies for later runs with the same list and the same Python.",default:!0})),pythonVersion:d.Optional(d.String({description:"The Python to use, as `3.12`. By Process, the program `python3.12`; where the machine has none, uv gets it (with `packageManager: UV`). In a container, the version that dependencies are resolved for; by default that of an image tag such as `python:3.12-slim`, else what a container of the image answers.",pattern:"^[0-9]+\\.[0-9]+(\\.[0-9]+)?$"})),packageManager:d.Optional(d.Union([d.Literal("UV"),d.Literal("PIP")],{description:"What installs dependencies. UV: found on PATH, else installed from PyPI at a pinned version. PIP: the pip of the task’s own Python; in a container, that of the image.",default:"UV"}))},qe=d.Object(qt);export{rt as a,Le as b,qt as c};
