import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as l,b as m}from"./chunk-F7L5R4CH.js";import{a}from"./chunk-5DAXADZQ.js";import{c as h}from"./chunk-ZTYQ7J6N.js";import{mkdir as O,writeFile as T}from"node:fs/promises";import{join as u}from"node:path";import{createHash as b}from"node:crypto";import{mkdir as k,rename as v,rm as E,stat as x}from"node:fs/promises";import{homedir as H}from"node:os";import{join as d}from"node:path";function g(){return d(process.env.XDG_CACHE_HOME??d(H(),".cache"),"gitphony","python")}async function _(t,{dependencies:r=[],dependencyCacheEnabled:n=!0},e){if(r.length===0)return;let o=r.toSorted();if(!n)return f(t,e,o,t.scratchPath("dependencies"));let c=await P(t,`${e} -c 'import sys; print(sys.executable, sys.version)'`),p=b("sha256").update(JSON.stringify([c,o])).digest("hex").slice(0,32),s=d(g(),p);if(await y(s))return t.context.log.debug(`Dependencies are there already: ${o.join(", ")}`),s;await k(g(),{recursive:!0});let i=`${s}.${t.context.taskRun.id}-${process.pid}`;try{await f(t,e,o,i),await v(i,s).catch(async S=>{if(!await y(s))throw S})}finally{await E(i,{recursive:!0,force:!0})}return s}async function f(t,r,n,e){t.context.log.info(`Installing ${n.join(", ")}`);let o=n.map(m).join(" ");return await P(t,`${r} -m pip install --quiet --no-input --disable-pip-version-check --target ${m(e)} -- ${o}`,`Check the names and versions (${n.join(", ")}), that pip is there (python3 -m pip), and the network.`),e}async function P(t,r,n){let e=[],o=[],c=new l(i=>e.push(i)),p=new l(i=>{o.push(i),t.context.log.debug(i)}),{exitCode:s}=await t.runner.run({argv:["/bin/sh","-c",r],directory:t.directory,environment:{},onStdout:async i=>c.write(i),onStderr:async i=>p.write(i)});if(c.end(),p.end(),s===0)return e.join(`
`);throw new h("DEPENDENCIES_NOT_INSTALLED",`Python's dependencies could not be installed (exit code ${s}): ${o.slice(-5).join(`
`)}`,{hint:n??"Install python3 on the machine that runs the flow, or set pythonVersion to one that is there."})}async function y(t){return x(t).then(()=>!0,()=>!1)}var w=`"""Outputs, metrics and logs for Gitphony. Gives way to the installed package "kestra"."""
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

    def _send(content):
        sys.stdout.write("::" + json.dumps(content, default=str) + "::\\n")
        sys.stdout.flush()

    class _Handler(logging.Handler):
        def emit(self, record):
            _send({"logs": [{"level": record.levelname, "message": self.format(record)}]})

    class Kestra:
        """The part of Kestra's Python library that scripts use from inside a flow."""

        @staticmethod
        def outputs(map_):
            _send({"outputs": map_})

        @staticmethod
        def counter(name, value, tags=None):
            Kestra._metric(name, "counter", value, tags)

        @staticmethod
        def timer(name, duration, tags=None):
            if callable(duration):
                start = time.monotonic()
                duration()
                duration = time.monotonic() - start
            Kestra._metric(name, "timer", duration, tags)

        @staticmethod
        def logger():
            logger = logging.getLogger("kestra")
            if not logger.handlers:
                logger.addHandler(_Handler())
                logger.setLevel(logging.DEBUG)
                logger.propagate = False
            return logger

        @staticmethod
        def _metric(name, type_, value, tags):
            _send({"metrics": [{"name": name, "type": type_, "value": value, "tags": tags or {}}]})
`;function j({pythonVersion:t}){return t!==void 0?m(`python${t}`):'"$(command -v python || command -v python3 || echo python)"'}function V(t,r){return{...r,async environment(n,e){let o=await _(n,t,j(t)),c=[e.get("PYTHONPATH"),o,await N(n)];return{PYTHONUNBUFFERED:"true",PIP_ROOT_USER_ACTION:"ignore",PIP_DISABLE_PIP_VERSION_CHECK:"1",...Object.fromEntries(e),PYTHONPATH:c.filter(p=>p!==void 0&&p!=="").join(":"),...o===void 0?{}:$(o,e)}}}}async function N(t){let r=t.scratchPath("python");return await O(u(r,"kestra"),{recursive:!0}),await T(u(r,"kestra","__init__.py"),w),r}function $(t,r){let n=r.get("PATH")??process.env.PATH??"";return{PATH:[u(t,"bin"),n].filter(e=>e!=="").join(":")}}var A={dependencies:a.Optional(a.Array(a.String(),{description:"Packages to install by pip before the script runs, e.g. `requests` or `pandas==2.2.3`."})),dependencyCacheEnabled:a.Optional(a.Boolean({description:"Keep installed dependencies for later runs with the same list and the same Python.",default:!0})),pythonVersion:a.Optional(a.String({description:"The Python to use, as `3.12`: the program `python3.12` has to be installed."}))},Q=a.Object(A);export{j as a,V as b,A as c};
