"""English facts that a suffix stemmer cannot know: irregular forms and words that carry no content."""

from __future__ import annotations

_IRREGULAR = """
be: am is are was were been being
have: has had having
do: does did done doing
go: goes went gone going
say: said says
take: took taken
come: came
become: became
give: gave given
get: got gotten
make: made
know: knew known
think: thought
see: saw seen
find: found
tell: told
leave: left
feel: felt
keep: kept
begin: began begun
hold: held
write: wrote written
stand: stood
hear: heard
mean: meant
meet: met
run: ran
pay: paid
sit: sat
speak: spoke spoken
lead: led
grow: grew grown
lose: lost
fall: fell fallen
send: sent
build: built
understand: understood
draw: drew drawn
break: broke broken
spend: spent
rise: rose risen
drive: drove driven
buy: bought
wear: wore worn
choose: chose chosen
seek: sought
throw: threw thrown
catch: caught
deal: dealt
win: won
forget: forgot forgotten
sell: sold
fight: fought
teach: taught
eat: ate eaten
sing: sang sung
strike: struck stricken
hang: hung
shake: shook shaken
ride: rode ridden
feed: fed
shoot: shot
drink: drank drunk
hit: hitting
fly: flew flown flies
swim: swam swum
arise: arose arisen
steal: stole stolen
wake: woke woken
swear: swore sworn
tear: tore torn
freeze: froze frozen
hide: hid hidden
bite: bit bitten
blow: blew blown
bear: bore borne
bind: bound
bring: brought
breed: bred
flee: fled
forbid: forbade forbidden
forgive: forgave forgiven
lend: lent
lie: lay lain lying
lay: laid
light: lit
overcome: overcame
overthrow: overthrew overthrown
overrun: overran
withdraw: withdrew withdrawn
undertake: undertook undertaken
undergo: underwent undergone
sink: sank sunk
shrink: shrank shrunk
spring: sprang sprung
swing: swung
spin: spun
stick: stuck
sweep: swept
sleep: slept
weep: wept
creep: crept
dig: dug
bend: bent
kneel: knelt
slide: slid
shine: shone
show: shown
prove: proven
weave: wove woven
wind: wound
cling: clung
sting: stung
fling: flung
strive: strove striven
tread: trod trodden
die: died dying dies dead
man: men
woman: women
child: children
person: people
foot: feet
tooth: teeth
mouse: mice
goose: geese
wife: wives
life: lives
knife: knives
leaf: leaves
wolf: wolves
half: halves
thief: thieves
self: selves
shelf: shelves
crisis: crises
basis: bases
analysis: analyses
hypothesis: hypotheses
phenomenon: phenomena
criterion: criteria
datum: data
medium: media
bacterium: bacteria
nucleus: nuclei
fungus: fungi
alumnus: alumni
index: indices
matrix: matrices
vertex: vertices
axis: axes
good: better best
bad: worse worst
far: further furthest farther farthest
programme: program programs programmes
organisation: organization organizations organisations
centre: center centers centres
theatre: theater theaters theatres
defence: defense
colour: color colors colours
labour: labor
harbour: harbor harbors
neighbour: neighbor neighbors neighbours
"""

BASE_FORMS: dict[str, str] = {
    form: base
    for base, forms in (line.split(":") for line in _IRREGULAR.strip().splitlines())
    for form in forms.split()
}

STOP_WORDS: frozenset[str] = frozenset(
    """a an the of in on at to from by with for about into over under between among through during before after above
    below up down out off again then once here there and or but nor so yet if because as until while than that this
    these those it its he him his she her hers they them their theirs we us our ours you your yours i me my mine who
    whom whose which what when where why how is am are was were be been being has have had having do does did doing
    will would shall should can could may might must not no only own same such too very just also both each few more
    most other some any all s t don isnt arent wasnt werent wont cant didnt doesnt dont hasnt havent hadnt couldnt
    wouldnt shouldnt itself himself herself themselves yourself myself ourselves there's within upon per via whether
    either neither""".split()
)
