"""Little words of four languages, which say nothing of the thing that is reported."""

from typing import Final

WORDS: Final = """
au aux avec ce ces cet cette c d dans de depuis des devant deux du elle en est et il ils j je l la le les leur ma mais
me mes mon n ne nos notre nous on ont ou où par pas plus pour qu que qui qu's s sa sans se ses si son sont sous sur svp
t tout tous toute toutes très tres trop un une va vers vos votre vous y à a ai ça ca ds ns vs bonjour merci près pres
aan al alle als bij daar dan dat de deze die dit door een er en geen haar heb heeft hele het hier hij hun ik in is je
kan maar met mijn na naar naast niet nog nu of om onder ons onze ook op over sinds staat te tot uit van voor was wat
we weer wel wordt ze zijn zo zonder aub alweer goeiedag
ab alles am an auch auf aus bei bin bis bitte da das dass dem den der die durch ein eine einem einen einer es für ganz
ganze gar haben hat hier ich ihre im in ins ist ja kein keine man mehr mein meine meinem mit nach neben nicht noch nur
oder seit sich sie sind so steht über um und uns unser unter vom von vor war was weg wenn wie wieder wir zu zum zur
after again all am an and any are at be been but by can do does for from has have here i in is it its just like me my
near no not now of off on one or our out outside over please pls so some someone that the there this to too up very we
what when with you your hello us since again
"""
