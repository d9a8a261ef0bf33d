"""Sweeps: thousands of runs over levers and unknowns, of which none is lost.

A *plan* says which scenario, which levers and uncertainties, by which design, under how many seeds. A
folder takes what comes out, part by part, and the same plan goes on where it stopped. The words are
those of XLRM (Lempert, Popper and Bankes 2003): uncertainties (X), levers (L), the model (R), measures
(M).

* ``plan``, ``factors``, ``designs``: what is to be run; ``runs`` gives each run its id.
* ``living``: what a worker does. ``local`` and ``cluster`` are the engines, ``runner`` hands out the
  runs, ``parts`` and ``folder`` keep what came back.
* ``reading``, ``adapters``: what is made of it.
"""
