document.body.textContent = 'hello ' + Object.keys(window).length;
